import { AT_ONCE, type List, weigh } from './weight.ts';

/** Items that stand beside one another and are encoded in one go. */
export interface Run {
  /** The place of the first one. */
  readonly first: number;
  readonly items: List;
}

/** A list in runs; a heavy item is one of its own. */
export function* runsOf(list: List): Generator<Run> {
  let first = 0;
  let weight = 0;
  for (const [place, item] of list.entries()) {
    const more = weigh(item, AT_ONCE);
    if (place > first && weight + more > AT_ONCE) {
      yield { first, items: list.slice(first, place) };
      first = place;
      weight = 0;
    }
    weight += more;
  }
  if (first < list.length) yield { first, items: list.slice(first) };
}
