import { Toast } from '@base-ui/react/toast';
import { useClient, useSync } from 'backhaul/react';
import { useEffect, useEffectEvent } from 'react';
import type { ToastData } from './toast-data.ts';
import { toastWords } from './words.ts';

/** Offers a new version once it is ready; it waits until the person says so. */
export function useUpdateToast(): void {
  const { updateIsReady } = useSync();
  const client = useClient();
  const toasts = Toast.useToastManager<ToastData>();
  const offer = useEffectEvent(() => {
    const actions = [{ words: toastWords.reload, perform: () => void client.applyUpdate() }];
    toasts.add({ id: 'new-version', title: toastWords.newVersion, timeout: 0, data: { actions } });
  });
  useEffect(() => {
    if (updateIsReady) offer();
  }, [updateIsReady]);
}
