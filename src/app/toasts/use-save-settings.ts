import type { AppModel } from '../model/app-model.ts';
import { useModel } from '../provider/AppProvider.tsx';
import { useWatchSave } from './use-watch-save.ts';

type Changes<Save extends 'saveProfile' | 'savePreferences'> = Parameters<AppModel[Save]>[0];

/** Hands changes to the model and returns at once. */
export function useSaveSettings(): (profile: Changes<'saveProfile'>, preferences: Changes<'savePreferences'>) => void {
  const model = useModel();
  const watch = useWatchSave();
  return (profile, preferences) => {
    if (Object.keys(profile).length > 0) watch(model.saveProfile(profile));
    if (Object.keys(preferences).length > 0) watch(model.savePreferences(preferences));
  };
}
