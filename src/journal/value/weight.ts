import type { Value } from '../journal.ts';

export type List = readonly Value[];
export type Container = List | { readonly [key: string]: Value };

/** Values within one another that are encoded in one go: a fraction of a millisecond. */
export const AT_ONCE = 512;

/** Whether it holds too much to be encoded in one go. A text and bytes count as one: they are copied, and that is quick. */
export function isHeavy(value: Value): value is Container {
  return weigh(value, AT_ONCE) > AT_ONCE;
}

/** How many values it holds, itself among them; more than `limit` when there are more than that. */
export function weigh(value: Value, limit: number): number {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return 1;
  let weight = 1;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    weight += weigh(item, limit - weight);
    if (weight > limit) break;
  }
  return weight;
}
