import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import type { Place } from '../../mark/place.ts';
import { spacesWords } from './words.ts';

interface DeliveredAtProps {
  /** Milliseconds since 1970; nothing where the outbox of this device does not list it. */
  readonly time: number | undefined;
  readonly place: Place;
}

/** When a space was last delivered from this device; a dash where another device did it, or this one long ago. */
export function DeliveredAt({ time, place }: DeliveredAtProps): ReactNode {
  const format = useFormat();
  if (time !== undefined) return format.date(time);
  if (place !== 'delivered') return spacesWords.never;
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{spacesWords.notListed}</span>
    </>
  );
}
