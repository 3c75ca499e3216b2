import { useEffect, useEffectEvent } from 'react';
import { useToasts } from './toasts.ts';
import { toastWords } from './words.ts';

/** Tells that a link to join an account did nothing, since this device has one. */
export function useIgnoredLinkToast(isLinkIgnored: boolean): void {
  const toasts = useToasts();
  const tell = useEffectEvent(() => toasts.add({ id: 'link-ignored', title: toastWords.linkIgnored, timeout: 0 }));
  useEffect(() => {
    if (isLinkIgnored) tell();
  }, [isLinkIgnored]);
}
