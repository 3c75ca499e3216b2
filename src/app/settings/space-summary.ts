import type { Change, Value } from 'backhaul/journal';
import type { SpaceId } from 'backhaul/protocol';
import * as v from 'valibot';
import { NAVIGATION, orderEntry, spaceCollection, spaceOf } from './names.ts';
import { asSpaceId } from './space-id.ts';
import { byOrder } from './space-order.ts';

/** What a list shows of a space, kept apart from it so that no list has to open two megabytes of state. Sizes in bytes. */
export interface SpaceSummary extends Summary {
  readonly id: SpaceId;
}

type Summary = v.InferOutput<typeof summarySchema>;

const summarySchema = v.object({ name: v.string(), order: v.number(), keys: v.number(), bytes: v.number() });

/** The spaces of the navigation in their order; what another version of the app wrote otherwise is left out. */
export function parseSpaces(navigation: ReadonlyMap<string, Value>): readonly SpaceSummary[] {
  const summaries = [...navigation].flatMap(([key, value]) => summaryOf(key, value));
  return inOrder(summaries, (id) => navigation.get(orderEntry(id)));
}

/** Spaces where they belong once some have other orders; what is no number leaves a space where it was. */
export function inOrder(
  spaces: readonly SpaceSummary[],
  orderOf: (id: SpaceId) => Value | undefined,
): readonly SpaceSummary[] {
  const placed = spaces.map((space) => {
    const order = orderOf(space.id);
    return typeof order === 'number' ? { ...space, order } : space;
  });
  return placed.toSorted(byOrder);
}

/** The entry of the navigation that tells where a space stands. */
export function orderChange(id: string, order: number): Change {
  return { collection: NAVIGATION, key: orderEntry(id), value: order };
}

/** Its entry in the navigation. */
export function summaryChange({ id, name, order, keys, bytes }: Summary & { readonly id: string }): Change {
  return { collection: NAVIGATION, key: spaceCollection(id), value: { name, order, keys, bytes } };
}

function summaryOf(key: string, value: Value): readonly SpaceSummary[] {
  const id = asSpaceId(spaceOf(key) ?? '');
  const summary = v.safeParse(summarySchema, value);
  return id === undefined || !summary.success ? [] : [{ id, ...summary.output }];
}
