export const settingsWords = {
  title: 'Settings',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  discardTitle: 'Discard what you changed?',
  discardExplanation: 'It was not saved yet.',
  keepEditing: 'Keep editing',
  discard: 'Discard',
} as const;

export const profileWords = {
  displayName: 'Display name',
  displayNameNote: 'Up to 64 characters. Everybody in your spaces sees it.',
  bio: 'Bio',
  bioNote: (used: number) => `${used} of 500 characters`,
  avatar: 'Avatar',
  choose: 'Choose image',
  replace: 'Replace image',
  remove: 'Remove',
  preparing: 'Preparing the image',
  avatarNote: 'Made to 256 pixels and at most 50 kB on this device, before anything is sent.',
} as const;

export const avatarProblems = {
  unreadable: 'This file could not be read as an image. JPEG, PNG and WebP work everywhere.',
  'too-large': 'This image could not be made smaller than 50 kB. Please choose a simpler one.',
} as const;

export const preferencesWords = {
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  notifications: 'Notifications',
  notificationsNote: 'Of new messages, while this app is open and you look elsewhere. Spaces can be muted.',
  allow: 'Allow in this browser',
  permissions: {
    'not-asked': 'Of new messages, while this app is open and you look elsewhere. This browser asks you once.',
    denied: 'This browser does not let this page show any. You can allow it in the settings of this page.',
    'not-supported': 'This browser cannot show any. Your other devices may.',
  },
  language: 'Language of dates and sizes',
  languages: { en: 'English', de: 'Deutsch' },
} as const;

export const mutedWords = {
  title: 'Muted spaces',
  none: 'None. A space is muted from its menu.',
  unmute: 'Unmute',
  unmuteOf: (name: string) => `Unmute ${name}`,
} as const;

export const spacesWords = {
  caption: 'Your spaces',
  name: 'Name',
  keys: 'Keys',
  size: 'Size',
  lastDelivered: 'Last delivered',
  delivered: 'Delivered',
  where: 'Where it is',
  actions: 'What can be done',
  actionsOf: (name: string) => `Actions for ${name}`,
  uploadOf: (name: string) => `${name}: sent so far`,
  uploading: (count: number) => (count === 1 ? 'One space is being sent' : `${count} spaces are being sent`),
  paused: (count: number) => (count === 1 ? 'Paused. One space waits' : `Paused. ${count} spaces wait`),
  pause: 'Pause',
  resume: 'Resume',
  notSwitched: 'This browser could not keep that. Try again.',
  never: 'Not yet',
  notListed: 'Delivered, at a time that is not known here',
  emptyTitle: 'No spaces yet',
  empty: 'Each space will be a row here, with its keys, its size and a mark that shows where it is.',
} as const;
