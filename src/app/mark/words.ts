import type { Place } from './place.ts';

export const placeWords: Readonly<Record<Place, string>> = {
  here: 'Only on this device',
  'on-its-way': 'On its way',
  delivered: 'Delivered',
  'needs-you': 'Needs you',
  conflict: 'Changed on another device',
};
