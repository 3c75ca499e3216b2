import { type RefObject, useMemo, useRef } from 'react';

interface Opener {
  /** Keeps what has the focus now. */
  readonly remember: () => void;
  /** What had the focus, or `otherwise` where that is gone. */
  readonly recall: () => HTMLElement | null;
}

/** What a dialog was opened from, so that the focus goes back there. */
export function useOpener(otherwise: RefObject<HTMLElement | null>): Opener {
  const opener = useRef<HTMLElement>(undefined);
  return useMemo(
    () => ({
      remember: () => {
        const { activeElement, body } = document;
        if (activeElement instanceof HTMLElement && activeElement !== body) opener.current = activeElement;
      },
      recall: () => {
        const { current } = opener;
        opener.current = undefined;
        return current?.isConnected === true ? current : otherwise.current;
      },
    }),
    [otherwise],
  );
}
