import type { SettingsTab } from '../screens/settings/settings-dialog-context.ts';
import type { Shown } from './shown.ts';

const APP = 'Backhaul';

export const routeWords = {
  unknownAddress: 'Nothing is at this address',
  unknownAddressWhy: 'The link may be old, or a part of it is missing.',
  unknownSpace: 'This space is not on this device',
  unknownSpaceWhy:
    'It was left, or it belongs to another account. If it is new, it appears here once this device has it.',
  toSpaces: 'Go to your spaces',
} as const;

/** Tabs of the settings have addresses of their own. */
export const tabWords: Readonly<Record<SettingsTab, string>> = {
  profile: 'Profile',
  preferences: 'Preferences',
  spaces: 'Spaces',
  devices: 'Devices',
  sync: 'Sync',
};

/** What the browser's tab, and its history, call what is shown. */
export function documentTitle(shown: Shown<{ readonly name: string }>, settings: SettingsTab | undefined): string {
  const under = titleOf(shown);
  const parts = settings === undefined ? under : [`${tabWords[settings]} settings`, ...under];
  return [...parts, APP].join(' · ');
}

function titleOf(shown: Shown<{ readonly name: string }>): readonly string[] {
  switch (shown.kind) {
    case 'space':
      return [shown.space.name];
    case 'no-spaces':
      return [];
    case 'unknown-space':
      return [routeWords.unknownSpace];
    case 'unknown-address':
      return [routeWords.unknownAddress];
  }
}
