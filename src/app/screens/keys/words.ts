export const keysWords = {
  title: 'Keys',
  note: 'New words and new keys for this account, for when somebody else may have seen its recovery phrase.',
  changeKeys: 'Change keys',
  changeTitle: 'Change the keys of this account?',
  changeExplanation:
    'The account gets 12 new words. With the old ones nobody can join any more, and what is written from now on cannot be read.',
  revoke: 'Revoke',
  revokeOf: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke “${name}”?`,
  revokeExplanation:
    'It is shut out at once, and the account gets 12 new words and new keys, so that it cannot read what is written from now on. ' +
    'What it has read, it keeps.',
  revokeSpaces:
    'Keys of spaces that it has read stay as they are. Rotate them in each space’s menu, where that matters.',
  others: 'Your other devices ask for the new words before they send or read again.',
  present: 'Type the 12 words that the account has now.',
  goOn: 'Continue',
  checking: 'Checking',
  cancel: 'Cancel',
  newTitle: 'Your new recovery phrase',
  newExplanation:
    'These 12 words take the place of the old ones, which will no longer work. They are shown this once: without them no device ' +
    'can be added, and your other devices cannot go on.',
  writtenDown: 'I have written them down',
  revokeNow: 'Revoke and change the keys',
  changeNow: 'Change the keys',
  changing: 'Changing the keys',
  doneTitle: 'The keys are changed',
  done: 'From now on the new words count. Type them on your other devices, which ask for them.',
  doneRevoked: (count: number) =>
    `${count === 1 ? '1 device is' : `${count} devices are`} shut out, and from now on the new words count. Type them on your other ` +
    'devices, which ask for them.',
  whoStays: 'Devices that stay',
  whoStaysNote: 'Whoever has seen the words may have added a device of their own. What is not ticked is shut out.',
  thisDevice: 'This device',
  since: (date: string) => `Since ${date}`,
  close: 'Close',
  cutOffTitle: 'The server has not answered',
  cutOff:
    'It is not known yet whether the keys are changed. This device asks again by itself, as soon as it is online. Until then keep ' +
    'both the old words and the new ones.',
  cutOffNote: 'The keys are not changed at the server yet. It goes on by itself as soon as the server answers.',
  changedElsewhere: 'The keys were changed on another device. Close the settings, and enter the new words.',
  resealing: (done: string, total: string) => `Sealing again with the new keys: ${done} of ${total}`,
  offline: 'You are offline. Keys are changed while this device is online, and nothing was changed.',
  noAnswer: 'The server gives no answer, and nothing was changed. Try again.',
} as const;
