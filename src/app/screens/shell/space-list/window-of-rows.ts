/** Places of the first row and of the one after the last, counted from 0. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** What can be seen of a list of rows that are all equally high, and so many rows beyond both edges. Lengths in pixels. */
export function windowOfRows(scrollTop: number, height: number, rowHeight: number, beyond: number): RowWindow {
  return {
    first: Math.max(Math.floor(scrollTop / rowHeight) - beyond, 0),
    end: Math.ceil((scrollTop + height) / rowHeight) + beyond,
  };
}

/** The places of the window in a list of `count` rows, and those that must stay although nobody sees them, in their order. */
export function placesToShow({ first, end }: RowWindow, count: number, kept: readonly number[]): readonly number[] {
  const places = new Set(kept.filter((place) => place >= 0 && place < count));
  for (let place = first; place < Math.min(end, count); place += 1) places.add(place);
  return [...places].toSorted((a, b) => a - b);
}
