import { Toast } from '@base-ui/react/toast';
import type { AppModel } from '../model/app-model.ts';
import type { Enqueued } from '../model/enqueued.ts';
import { useModel } from '../provider/AppProvider.tsx';
import { useTellHeldBack } from './use-held-back-toast.ts';
import { toastWords } from './words.ts';

type Changes<Save extends 'saveProfile' | 'savePreferences'> = Parameters<AppModel[Save]>[0];

/** Hands changes to the model and returns at once; says so when they could not be kept, or cannot be sent yet. */
export function useSaveSettings(): (profile: Changes<'saveProfile'>, preferences: Changes<'savePreferences'>) => void {
  const model = useModel();
  const toasts = Toast.useToastManager();
  const tellHeldBack = useTellHeldBack();
  const watch = async (saving: Promise<Enqueued>) => {
    try {
      const outcome = await saving;
      if (outcome.kind === 'held-back') tellHeldBack(outcome.reason);
    } catch (error) {
      console.error(error);
      toasts.add({ title: isForWantOfRoom(error) ? toastWords.noRoomToKeep : toastWords.notKept, timeout: 0 });
    }
  };
  return (profile, preferences) => {
    if (Object.keys(profile).length > 0) void watch(model.saveProfile(profile));
    if (Object.keys(preferences).length > 0) void watch(model.savePreferences(preferences));
  };
}

function isForWantOfRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
