import { createContext, useContext } from 'react';

/** In the order of the tab list. */
export const settingsTabs = ['profile', 'preferences', 'spaces', 'devices', 'sync'] as const;

export type SettingsTab = (typeof settingsTabs)[number];

interface SettingsDialogControl {
  readonly open: (tab: SettingsTab) => void;
}

export const SettingsDialogContext = createContext<SettingsDialogControl>({ open: () => {} });

/** Opens the settings at a tab, from anywhere. */
export function useSettingsDialog(): SettingsDialogControl {
  return useContext(SettingsDialogContext);
}
