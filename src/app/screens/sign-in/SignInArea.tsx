import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import { later } from '../../later/later.tsx';
import { useIsIdle } from '../../later/use-is-idle.ts';
import { useToasts } from '../../toasts/toasts.ts';
import { useOpener } from '../shell/use-opener.ts';
import { SignInContext } from './sign-in-context.ts';
import { SIGN_IN_TOAST } from './sign-in-toast.ts';

const SignInDialog = later(async () => (await import('./SignInDialog.tsx')).SignInDialog);

interface SignInAreaProps {
  /** Where the focus goes when nothing else had it. */
  readonly otherwise: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** Everything inside can ask for the recovery phrase once more. */
export function SignInArea({ otherwise, children }: SignInAreaProps): ReactNode {
  const isIdle = useIsIdle();
  const opener = useOpener(otherwise);
  const toasts = useToasts();
  const [isOpen, setIsOpen] = useState(false);
  const control = useMemo(
    () => ({
      open: () => {
        toasts.close(SIGN_IN_TOAST);
        opener.remember();
        setIsOpen(true);
      },
    }),
    [opener, toasts],
  );
  return (
    <SignInContext value={control}>
      {children}
      {(isIdle || isOpen) && (
        <SignInDialog isOpen={isOpen} onClose={() => setIsOpen(false)} focusAfterwards={opener.recall} />
      )}
    </SignInContext>
  );
}
