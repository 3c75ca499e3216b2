import { useEffect, useEffectEvent } from 'react';
import { useAppView } from '../provider/AppProvider.tsx';
import { useToasts } from './toasts.ts';
import { toastWords } from './words.ts';

const SEEN_KEY = 'backhaul-return-was-told';

/** Tells once that this device was away for so long that it has read everything anew. */
export function useReturnedToast(): void {
  const { returnedAt } = useAppView().sync;
  const toasts = useToasts();
  const tell = useEffectEvent((at: number) => {
    if (isNew(at)) toasts.add({ id: 'returned', title: toastWords.returned, timeout: 0 });
  });
  useEffect(() => {
    if (returnedAt !== undefined) tell(returnedAt);
  }, [returnedAt]);
}

/** Whether this return was never told here; where nothing can be remembered, it is told once more. */
function isNew(at: number): boolean {
  const told = String(at);
  try {
    if (localStorage.getItem(SEEN_KEY) === told) return false;
    localStorage.setItem(SEEN_KEY, told);
  } catch {
    // Then it is told at every opening.
  }
  return true;
}
