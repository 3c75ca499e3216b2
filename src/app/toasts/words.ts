export const toastWords = {
  retry: 'Try again',
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
  linkIgnored:
    'This device has an account already, so the link that opened this page was not followed. Another browser profile can join',
  returned: 'This device was away for a long time. It has read everything anew',
  notDiscarded: 'This change is no longer waiting for you. Another tab may have dealt with it',
  noRoomToKeep: 'This device has no room for this change. Free some space and save again. Nothing else was lost',
  notKept:
    'This browser could not keep this change, and it was not sent. Allow this page to keep site data and save again',
} as const;
