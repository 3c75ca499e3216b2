import { useSync } from 'backhaul/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { offlineWords } from './offline-words.ts';
import { useToasts } from './toasts.ts';

const SEEN_KEY = 'backhaul-offline-was-explained';
const TOAST = 'saved-offline';
const SHOWN_FOR = 8_000;

/** Explains the first save without a network on this device; from then on the status line is enough. */
export function useOfflineToast(): void {
  const { status, deliversWhenClosed } = useSync();
  const toasts = useToasts();
  const hasMoved = useRef(false);
  const explain = useEffectEvent((whenClosed: boolean) => {
    if (wasExplained()) return;
    const title = whenClosed ? offlineWords.sentWhenClosed : offlineWords.sentWhenOpen;
    toasts.add({ id: TOAST, title, timeout: SHOWN_FOR });
  });
  const withdraw = useEffectEvent(() => toasts.close(TOAST));
  useEffect(() => {
    if (status.kind === 'waiting-for-network') {
      if (hasMoved.current && deliversWhenClosed !== undefined) explain(deliversWhenClosed);
    } else {
      hasMoved.current = true;
      if (status.kind === 'up-to-date' || status.kind === 'needs-attention') withdraw();
    }
  }, [status.kind, deliversWhenClosed]);
}

/** Says it once per device; where nothing can be remembered, never. */
function wasExplained(): boolean {
  try {
    if (localStorage.getItem(SEEN_KEY) !== null) return true;
    localStorage.setItem(SEEN_KEY, 'yes');
    return false;
  } catch {
    return true;
  }
}
