import { CBOR, clockSchema, encodeCbor, settingsPath } from 'backhaul/protocol';
import * as v from 'valibot';
import type { SettingsEntry } from '../settings/entry.ts';
import type { Identity } from '../settings/identity.ts';

/** What a delta's task tells of itself: which versions of which entries it carries. The values are in its request. */
export type DeltaContext = v.InferOutput<typeof deltaContextSchema>;

export const deltaContextSchema = v.object({
  account: v.string(),
  collection: v.string(),
  entries: v.array(v.object({ id: v.string(), clock: clockSchema })),
});

/** The request that brings these entries to the server. */
export function deltaRequest(account: Identity['account'], entries: readonly SettingsEntry[]): Request {
  const versions = entries.map(({ id, current }) => ({ id, clock: current.clock, value: current.bytes }));
  return new Request(settingsPath(account), {
    method: 'PATCH',
    headers: { 'Content-Type': CBOR },
    body: encodeCbor({ entries: versions }),
  });
}
