import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import { later } from '../../later/later.tsx';
import { useIsIdle } from '../../later/use-is-idle.ts';
import { useOpener } from '../shell/use-opener.ts';
import { HistoryDialogContext } from './history-dialog-context.ts';

const HistoryDialog = later(async () => (await import('./HistoryDialog.tsx')).HistoryDialog);

interface HistoryAreaProps {
  /** Where the focus goes when what opened the dialog is gone. */
  readonly otherwise: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** Everything inside can show what is doubted about the server's history. */
export function HistoryArea({ otherwise, children }: HistoryAreaProps): ReactNode {
  const isIdle = useIsIdle();
  const opener = useOpener(otherwise);
  const [isOpen, setIsOpen] = useState(false);
  const control = useMemo(
    () => ({
      open: () => {
        opener.remember();
        setIsOpen(true);
      },
    }),
    [opener],
  );
  return (
    <HistoryDialogContext value={control}>
      {children}
      {(isIdle || isOpen) && (
        <HistoryDialog isOpen={isOpen} onClose={() => setIsOpen(false)} focusAfterwards={opener.recall} />
      )}
    </HistoryDialogContext>
  );
}
