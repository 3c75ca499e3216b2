import type { Place } from '../../mark/place.ts';

export const firstRunWords = {
  title: 'Saved here at once, sent in the background',
  explanation:
    'Backhaul keeps every change on this device the moment you save it, and sends it to the server in the background. ' +
    'Where the browser allows it, also when this app is closed.',
  marks: 'One mark shows where each piece of your data is',
  startEmpty: 'Start empty',
  starting: 'Starting',
  loadSample: 'Load a sample account',
  sampleNote:
    'The sample has a profile, preferences and spaces with many keys. Its first upload shows how sending works.',
  failed:
    'The account could not be made on this device. Free some space, or allow this page to keep data, and try again.',
  making: (done: number, of: number) => `Making space ${Math.min(done + 1, of)} of ${of}`,
} as const;

export const markLegend: readonly (readonly [Place, string])[] = [
  ['here', 'Only on this device'],
  ['on-its-way', 'On its way to the server'],
  ['delivered', 'Delivered'],
  ['needs-you', 'Needs you'],
];

export const openingFailedWords = {
  title: 'This browser keeps no data for this page',
  explanation:
    'Backhaul saves on this device first, and that is not possible here: a private window or blocked site data are the usual reasons. ' +
    'Nothing was lost. Allow site data for this page, or open it in a normal window.',
  tryAgain: 'Try again',
} as const;
