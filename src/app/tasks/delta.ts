import { CBOR, clockSchema, encodeCbor, settingsPath } from 'backhaul/protocol';
import * as v from 'valibot';
import type { Identity } from '../settings/identity.ts';
import type { SettingsStore } from '../settings/store.ts';

/** What a delta's task tells of itself: which versions of which entries it carries. The values are in its request. */
export type DeltaContext = v.InferOutput<typeof deltaContextSchema>;

export const deltaContextSchema = v.object({
  account: v.string(),
  collection: v.string(),
  entries: v.array(v.object({ id: v.string(), clock: clockSchema })),
});

/** The request that brings the named entries to the server, as they are on this device now. */
export async function deltaRequest(
  store: SettingsStore,
  account: Identity['account'],
  context: DeltaContext,
): Promise<Request> {
  const carried = new Set(context.entries.map(({ id }) => id));
  const entries = (await store.local(context.collection))
    .filter(({ id }) => carried.has(id))
    .map(({ id, current }) => ({ id, clock: current.clock, value: current.bytes }));
  return new Request(settingsPath(account), {
    method: 'PATCH',
    headers: { 'Content-Type': CBOR },
    body: encodeCbor({ entries }),
  });
}
