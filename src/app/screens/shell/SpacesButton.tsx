import { type ReactNode, startTransition, useState } from 'react';
import { later } from '../../later/later.tsx';
import { useIsIdle } from '../../later/use-is-idle.ts';
import { Icon } from './Icon.tsx';
import { shellWords } from './words.ts';

const SpacesSheet = later(async () => (await import('./SpacesSheet.tsx')).SpacesSheet);

/** Where the window is too narrow for the sidebar: a button that brings it as a sheet. */
export function SpacesButton({ chosen }: { readonly chosen: string | undefined }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const isIdle = useIsIdle();
  return (
    <>
      <button
        type="button"
        className="icon-button spaces-button"
        aria-label={shellWords.spaces}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => startTransition(() => setIsOpen(true))}
      >
        <Icon name="menu" />
      </button>
      {(isIdle || isOpen) && <SpacesSheet isOpen={isOpen} onClose={() => setIsOpen(false)} chosen={chosen} />}
    </>
  );
}
