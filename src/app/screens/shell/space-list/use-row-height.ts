import { useSyncExternalStore } from 'react';

const FINE = 32;
const COARSE = 44;

/** Pixels: more where fingers are to hit it. The same as in space-list.css. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, () => (query().matches ? COARSE : FINE));
}

function subscribe(listener: () => void): () => void {
  const list = query();
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

function query(): MediaQueryList {
  return matchMedia('(pointer: coarse)');
}
