import type { ReactNode } from 'react';
import type { Format } from '../../format/use-format.ts';

export function DayHeading({ at, format }: { readonly at: number; readonly format: Format }): ReactNode {
  return <h3 className="message-day label quiet">{format.day(at)}</h3>;
}
