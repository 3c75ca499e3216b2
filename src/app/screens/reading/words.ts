export const readingWords = {
  title: 'Reading your account',
  explanation: 'What the server has of it is being brought to this device, and opened here.',
  offline: 'This device is offline. It goes on by itself as soon as there is a network.',
  spaces: (count: number) => (count === 1 ? '1 space so far' : `${count} spaces so far`),
  openNow: 'Open it now',
  openNowNote: 'The rest appears while you use it. Nothing that is not here yet can be overwritten.',
} as const;
