import { createContext, useContext } from 'react';

export type SettingsTab = 'profile' | 'preferences' | 'spaces' | 'devices' | 'sync';

interface SettingsDialogControl {
  readonly open: (tab: SettingsTab) => void;
}

export const SettingsDialogContext = createContext<SettingsDialogControl>({ open: () => {} });

/** Opens the settings at a tab, from anywhere. */
export function useSettingsDialog(): SettingsDialogControl {
  return useContext(SettingsDialogContext);
}
