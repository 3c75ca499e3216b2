export const devicesWords = {
  linked: 'Linked devices',
  here: 'This device',
  unnamed: 'A device that has not said its name',
  since: (date: string) => `Since ${date}`,
  seen: (date: string) => `Last there ${date}`,
  reading: 'Reading the list of devices',
  notRead: 'The list of devices is at the server, which gives no answer.',
  readAgain: 'Try again',
  another: 'Link another device',
  steps: (host: string) => [
    `Open ${host} on the other device.`,
    'Choose “I have a recovery phrase”.',
    'Type the 12 words of this account, in their order.',
  ],
  shownOnce:
    'The words were shown once, when the account was made or its keys were changed. No device keeps them: if they are lost, no ' +
    'device can be added any more.',
  pair: 'Show a pairing code',
  pairTitle: 'Pairing code',
  pairWhy: 'The code is made of the 12 words of this account, which no device keeps. Type them, and it is shown here.',
  makeCode: 'Make the code',
  makingCode: 'Making the code',
  code:
    'Whoever has this code can read everything. It also says what this device has found at the server, so that the other one notices ' +
    'if it is shown less.',
  signOut: 'Sign out here',
  signOutNote: 'Removes the account, its keys and everything of it from this browser. What the server has stays there.',
  signOutTitle: 'Sign out on this device?',
  signOutExplanation:
    'Everything of this account is removed from this browser. You come back with the recovery phrase, and only with it.',
  unsent: (count: number) =>
    count === 1
      ? 'One change was not delivered yet. It is lost when you sign out now.'
      : `${count} changes were not delivered yet. They are lost when you sign out now.`,
  signOutNow: 'Sign out and remove',
  signingOut: 'Signing out',
  cancel: 'Cancel',
  notSignedOut: 'Not everything could be removed. Close the other tabs of this app and try again.',
} as const;
