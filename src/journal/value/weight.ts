import type { Value } from '../journal.ts';

export type List = readonly Value[];
export type Container = List | { readonly [key: string]: Value };

/** Values within one another that are encoded in one go: a fraction of a millisecond. */
const AT_ONCE = 512;

/** Whether it holds too much to be encoded in one go. A text and bytes count as one: they are copied, and that is quick. */
export function isHeavy(value: Value): value is Container {
  return weigh(value, AT_ONCE) > AT_ONCE;
}

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

/** How many values it holds, itself among them; more than `limit` when there are more than that. */
function weigh(value: Value, limit: number): number {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return 1;
  let weight = 1;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    weight += weigh(item, limit - weight);
    if (weight > limit) break;
  }
  return weight;
}
