import { useSync } from 'backhaul/react';
import { useEffect, useEffectEvent } from 'react';
import { useModel } from '../provider/AppProvider.tsx';
import { useToasts } from './toasts.ts';
import { toastWords } from './words.ts';

/** Offers a new version once it is ready; it waits until the person says so. */
export function useUpdateToast(): void {
  const { updateIsReady } = useSync();
  const model = useModel();
  const toasts = useToasts();
  const offer = useEffectEvent(() => {
    const actions = [{ words: toastWords.reload, perform: () => void model.applyUpdate() }];
    toasts.add({ id: 'new-version', title: toastWords.newVersion, timeout: 0, data: { actions } });
  });
  useEffect(() => {
    if (updateIsReady) offer();
  }, [updateIsReady]);
}
