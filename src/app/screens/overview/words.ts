import type { Place } from '../../mark/place.ts';

export const overviewWords = {
  keys: 'Keys',
  size: 'Size',
  lastDelivered: 'Last delivered',
  rotateKey: 'Rotate key',
  rotateKeyNote: 'Makes a new key the current one. The old ones stay, and open what was sealed with them.',
  changes: 'Changes of this space',
  emptyTitle: 'No spaces yet',
  empty:
    'Spaces and their keys appear here, each with a mark that shows where it is. Until then there is your profile.',
  emptyAction: 'Fill in your profile',
} as const;

export const placeSentences: Readonly<Record<Place, string>> = {
  here: 'Changes of this space are saved on this device. The server has not got them yet.',
  'on-its-way': 'Changes of this space are on their way to the server.',
  delivered: 'The server has everything of this space that is on this device.',
  'needs-you': 'The server did not take a change of this space. It is kept on this device until you decide.',
};
