import { Toast } from '@base-ui/react/toast';
import { BackhaulError, type ErrorCode, type Receipt } from 'backhaul';
import type { AppModel } from '../model/app-model.ts';
import { useModel } from '../provider/AppProvider.tsx';
import { notStoredWords, toastWords } from './words.ts';

type Changes<Save extends 'saveProfile' | 'savePreferences'> = Parameters<AppModel[Save]>[0];

/** Hands changes to the model and returns at once; says so when they could not be kept. */
export function useSaveSettings(): (profile: Changes<'saveProfile'>, preferences: Changes<'savePreferences'>) => void {
  const model = useModel();
  const toasts = Toast.useToastManager();
  const watch = async (saving: Promise<Receipt | undefined>) => {
    try {
      const receipt = await saving;
      await receipt?.stored;
    } catch (error) {
      console.error(error);
      toasts.add({ title: meaningOf(error), timeout: 0 });
    }
  };
  return (profile, preferences) => {
    if (Object.keys(profile).length > 0) void watch(model.saveProfile(profile));
    if (Object.keys(preferences).length > 0) void watch(model.savePreferences(preferences));
  };
}

function meaningOf(error: unknown): string {
  if (error instanceof BackhaulError) {
    const code: ErrorCode = error.code;
    return notStoredWords[code];
  }
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return notStoredWords['storage-full'];
  return toastWords.notStoredAtAll;
}
