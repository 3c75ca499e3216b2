import type { SpaceId } from 'backhaul/protocol';
import { useEffect } from 'react';
import { useAppView, useModel } from '../provider/AppProvider.tsx';

/** Notes that a space has been looked at, for as long as it is shown and somebody sees it. */
export function useSeen(space: SpaceId | undefined): void {
  const model = useModel();
  const { unread } = useAppView().joined;
  useEffect(() => {
    if (space === undefined || !unread.has(space)) return undefined;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      model.conversations().then(
        ({ noteSeen }) => noteSeen(space),
        () => undefined,
      );
    };
    document.addEventListener('visibilitychange', look);
    look();
    return () => document.removeEventListener('visibilitychange', look);
  }, [model, space, unread]); // Another one may have come before the view knew that the last was seen.
}
