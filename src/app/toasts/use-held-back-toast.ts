import type { HoldReason } from 'backhaul';
import { useEffect, useEffectEvent } from 'react';
import { useAppView } from '../provider/AppProvider.tsx';
import { useSettingsDialog } from '../screens/settings/settings-dialog-context.ts';
import { heldBackWords } from '../task-words/held-back-words.ts';
import { useToasts } from './toasts.ts';
import { toastWords } from './words.ts';

const TOAST = 'held-back';

/** Tells that a save is kept on this device and cannot be sent yet. */
export function useTellHeldBack(): (reason: HoldReason) => void {
  const toasts = useToasts();
  const settings = useSettingsDialog();
  const onDetails = () => {
    toasts.close(TOAST);
    settings.open('sync');
  };
  const actions = [{ words: toastWords.details, perform: onDetails }];
  return (reason) => void toasts.add({ id: TOAST, title: heldBackWords[reason], timeout: 0, data: { actions } });
}

/** Takes the message back as soon as it is no longer true. */
export function useHeldBackToast(): void {
  const { heldBack } = useAppView().sync;
  const toasts = useToasts();
  const withdraw = useEffectEvent(() => toasts.close(TOAST));
  useEffect(() => {
    if (heldBack.size === 0) withdraw();
  }, [heldBack]);
}
