import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';

export function DayHeading({ at }: { readonly at: number }): ReactNode {
  const format = useFormat();
  return <h3 className="message-day label quiet">{format.day(at)}</h3>;
}
