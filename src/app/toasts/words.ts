import type { ErrorCode } from 'backhaul';

export const toastWords = {
  edit: 'Edit',
  details: 'Details',
  discard: 'Discard',
  dismiss: 'Dismiss',
  reload: 'Reload',
  newVersion: 'A new version is ready. Reload when it suits you',
  refused: (subject: string, isPlural: boolean, reason: string) =>
    `${subject} ${isPlural ? 'were' : 'was'} refused: ${reason}`,
  manyFailed: (count: number) => `${count} changes need your attention`,
  conflict: (subject: string) => `${subject}: changed on another device`,
  lost: (subject: string, reason: string) => `${subject}: ${reason}`,
  notDiscarded: 'This change is no longer waiting for you. Another tab may have dealt with it',
  notStoredAtAll: 'This change could not be kept on this device, and was not sent. Please save it again',
} as const;

/** Why a change could not be kept, in plain words. */
export const notStoredWords: Readonly<Record<ErrorCode, string>> = {
  'storage-full': 'This device has no room for this change. Free some space and save again. Nothing else was lost',
  'storage-unavailable':
    'This browser keeps no data for this page, so this change could not be stored. Allow site data and save again',
  'invalid-context': toastWords.notStoredAtAll,
  'request-not-built': toastWords.notStoredAtAll,
  'task-not-waiting-for-you': toastWords.notDiscarded,
};
