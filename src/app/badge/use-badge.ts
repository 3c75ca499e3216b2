import { useTasks } from 'backhaul/react';
import { useEffect } from 'react';
import { useAppView } from '../provider/AppProvider.tsx';

/** Shows at the app's icon how much needs the person: what was refused, and what two devices have changed. */
export function useBadge(): void {
  const { conflicts } = useAppView();
  const count = useTasks().filter(({ status }) => status === 'failed').length + conflicts.length;
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return;
    const shown = count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count);
    shown.catch(() => undefined); // A browser may have icons that bear none.
  }, [count]);
}
