import type { Format } from '../../format/use-format.ts';
import type { Place } from '../../mark/place.ts';
import { spacesWords } from './words.ts';

/** When a space was last delivered; what is delivered without a time was so before the outbox's list begins. */
export function deliveredWords(deliveredAt: number | undefined, place: Place, format: Format): string {
  if (deliveredAt !== undefined) return format.date(deliveredAt);
  return place === 'delivered' ? spacesWords.earlier : spacesWords.never;
}
