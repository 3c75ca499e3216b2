import { PREFERENCES, PROFILE } from '../../settings/names.ts';
import { compareWord } from './compare-word.ts';

export const conflictWords = {
  title: 'Changed on another device',
  explanation:
    'You changed these here, and later on another device. The later change counts everywhere until you choose otherwise.',
  mine: 'Mine, from this device',
  theirs: 'Theirs, from the other device',
  keepMine: 'Keep mine',
  keepTheirs: 'Keep theirs',
  compare: compareWord,
  close: 'Close',
  failed: 'This could not be stored. Nothing was lost; try again.',
  one: (what: string) => `Changed on another device: ${what}`,
  many: (count: number) => `Changed on another device: ${count} values`,
} as const;

/** What fields are called, by their collection. */
export const fieldNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [PROFILE]: { displayName: 'Display name', bio: 'Bio', avatar: 'Avatar' },
  [PREFERENCES]: {
    theme: 'Theme',
    notifications: 'Notifications',
    language: 'Language of dates and sizes',
  },
};

export const subjectWords = {
  setting: 'A setting',
  bookmark: 'A bookmark',
  notices: (space: string) => `Notifications of ${space}`,
  state: (space: string) => `Encryption state of ${space}`,
  key: (space: string) => `A key of ${space}`,
  ofSpace: (space: string) => `A setting of ${space}`,
  unknownSpace: 'a space',
} as const;

export const valueWords = {
  deleted: 'Deleted',
  empty: 'Empty',
  on: 'On',
  off: 'Off',
  muted: 'Muted',
  notMuted: 'Not muted',
  noPicture: 'No picture',
  picture: 'Picture',
  /** For what says nothing to a person, or must not be shown. */
  mine: 'As it was saved here',
  theirs: 'As it was saved there',
} as const;
