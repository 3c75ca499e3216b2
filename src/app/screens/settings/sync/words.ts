export const syncWords = {
  switch: 'Sync this device',
  switchOn: 'What you save here goes to the server, and from there to your other devices.',
  switchOff: 'What you save stays here. What your other devices save still arrives.',
  notSwitched: 'This could not be switched, since this browser keeps no data for this page at the moment. Try again.',
  conflicts: (count: number) =>
    count === 1 ? '1 value was changed on another device too' : `${count} values were changed on another device too`,
  onServer: 'Your data on the server',
  onServerNote: 'Sealed: the server cannot read it. Removing it turns sync off on this device.',
  remove: 'Remove my data from the server',
  removeTitle: 'Remove your data from the server?',
  removeExplanation:
    'Everything of this account is deleted there, and sync is turned off on this device. What is on your devices stays on them.',
  removeNow: 'Remove',
  cancel: 'Cancel',
  removing: 'The server is being asked to remove your data.',
  removed: (count: number, words: string, at: string) =>
    count === 1 ? `The server removed 1 entry on ${at}.` : `The server removed ${words} entries on ${at}.`,
  notRemoved: 'The server did not remove your data. The reason is in the list below.',
  notAsked: 'This could not be stored, so the server was not asked. Free some space and try again.',
  waiting: 'Waiting',
  needsYou: 'Needs you',
  storedHere: 'Stored here',
  unknownSize: 'Not known',
  whenClosed: 'This browser also sends your changes when the app is closed.',
  onlyWhenOpen:
    'This browser sends your changes only while this app is open. Keep it open, or open it again, to send them.',
  notKnownYet: 'Whether this browser sends when the app is closed is not known yet.',
} as const;
