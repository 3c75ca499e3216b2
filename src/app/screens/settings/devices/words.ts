export const devicesWords = {
  thisDevice: 'This device',
  thisDeviceNote: 'Its name in the account. It stamps what is saved here.',
  another: 'Link another device',
  steps: (host: string) => [
    `Open ${host} on the other device.`,
    'Choose “I have a recovery phrase”.',
    'Type the 12 words of this account, in their order.',
  ],
  shownOnce:
    'The words and the pairing code were shown once, when the account was made. No device keeps them: if they are lost, no device ' +
    'can be added any more.',
} as const;
