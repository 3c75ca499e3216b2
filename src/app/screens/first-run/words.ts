import type { Place } from '../../mark/place.ts';

export const firstRunWords = {
  documentTitle: 'Backhaul',
  title: 'Saved here at once, sent in the background',
  explanation:
    'Backhaul keeps every change on this device the moment you save it, and sends it to the server in the background, sealed so ' +
    'that only your own devices can read it.',
  marks: 'One mark shows where each piece of your data is',
  startEmpty: 'Start empty',
  starting: 'Starting',
  loadSample: 'Load a sample account',
  sampleNote:
    'The sample has a profile, preferences and spaces with many keys. Its first upload shows how sending works.',
  havePhrase: 'I have a recovery phrase',
  making: (done: number, of: number) => `Making space ${Math.min(done + 1, of)} of ${of}`,
} as const;

export const joinWords = {
  title: 'Join with a recovery phrase',
  explanation: 'Type the 12 words that were shown when the account was made, in their order. A pairing link works too.',
  join: 'Join',
  joining: 'Joining',
  back: 'Back',
  linkTitle: 'Join the account of this link?',
  linkExplanation:
    'The link that opened this page makes this device one of the account’s own: it can read and change everything of it. ' +
    'Join only if the link comes from you.',
  notNow: 'Not now',
} as const;

export const doubtWords = {
  title: 'No account with these words is known here',
  explanation:
    'The words belong together, so they may be right: an account that was never sent from its first device is not known yet. ' +
    'Used now, they open an account that is empty here.',
  joinAnyway: 'Use it anyway',
  typeAgain: 'Type again',
} as const;

export const markLegend: readonly (readonly [Place, string])[] = [
  ['here', 'Only on this device'],
  ['on-its-way', 'On its way to the server'],
  ['delivered', 'Delivered'],
  ['needs-you', 'Needs you'],
];

export const problemWords = {
  wordCount: (expected: number, found: number) => `A recovery phrase has ${expected} words. Here are ${found}.`,
  unknownWords: (words: readonly string[]) =>
    words.length === 1
      ? `${words[0]} is in no recovery phrase. Look at its spelling.`
      : `${words.join(', ')} are in no recovery phrase. Look at their spelling.`,
  word: (word: string, place: number) => `“${word}” (word ${place})`,
  checksum: 'These words do not belong together. One is wrong, or two have changed places.',
  link: 'This link is not whole. Open it again, or type the recovery phrase.',
  'keys-not-kept': 'This browser keeps no keys for this page. Allow it to keep site data, and try again.',
  'keys-not-supported':
    'This browser cannot make the keys of an account. Chrome 137, Firefox 129, Safari 17 and newer ones can.',
  'other-account-kept': 'This device has an account already. Reload this page to open it.',
  'kept-account-broken': 'The account that this device has cannot be read. Reload this page.',
  'no-account-kept': 'This device has no account any more. Reload this page.',
  'keys-replaced': 'These words were replaced by newer ones. Type those that were shown when the keys were changed.',
  'keyring-broken': 'What the server keeps for these words cannot be opened. Ask whoever runs the server.',
  'account-not-told': 'The server could not say whose words these are. Try again later.',
  'not-caught-up':
    'Not everything that other devices have saved was read, and nothing was changed. Try again once you are online.',
  'rotation-refused': 'The server did not change the keys, and they stay as they are. Try again later.',
  notAsked:
    'The server gives no answer, and it alone can say whose words these are. Try again once this device is online.',
  unknown:
    'The account could not be made on this device. Free some space, or allow this page to keep data, and try again.',
} as const;

export const openingFailedWords = {
  title: 'This browser keeps no data for this page',
  explanation:
    'Backhaul saves on this device first, and that is not possible here: a private window or blocked site data are the usual reasons. ' +
    'Nothing was lost. Allow site data for this page, or open it in a normal window.',
  tryAgain: 'Try again',
  tooOldTitle: 'This browser cannot open your account',
  brokenTitle: 'The keys of your account cannot be read',
  broken:
    'What this device has kept of them is damaged. What the server has is not: remove the account from this device, and join it ' +
    'again with its recovery phrase. Changes that were not sent from here are lost with it.',
  forget: 'Remove the account from this device',
} as const;
