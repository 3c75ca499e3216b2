import { useLayoutEffect, useRef } from 'react';
import { arriveHome } from './navigation.ts';

/** Goes on to where the person was otherwise once the space that is shown is gone: it was left, here or on another device. */
export function useGoneSpace(addressed: string | undefined, shown: string | undefined): void {
  const lastShown = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (shown !== undefined) lastShown.current = shown;
    else if (addressed !== undefined && addressed === lastShown.current) arriveHome();
  }, [addressed, shown]);
}
