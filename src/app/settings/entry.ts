import { clockSchema } from 'backhaul/protocol';
import * as v from 'valibot';

/** A value as the server gets it: JSON in UTF-8, with the clock of the edit. */
export type Version = v.InferOutput<typeof versionSchema>;

const versionSchema = v.object({ clock: clockSchema, bytes: v.instance(Uint8Array) });

/**
 * One setting on this device. `local` is one that the server has not acknowledged; `delivered` is then what it has, and
 * what a discarded change goes back to.
 */
export type SettingsEntry = v.InferOutput<typeof entrySchema>;

export const entrySchema = v.variant('state', [
  v.object({ id: v.string(), collection: v.string(), state: v.literal('delivered'), current: versionSchema }),
  v.object({
    id: v.string(),
    collection: v.string(),
    state: v.literal('local'),
    /** Present only while local: the index of what is still to be delivered. */
    local: v.string(),
    current: versionSchema,
    delivered: v.nullable(versionSchema),
    /** Local edits before this one, oldest first: any of them may have arrived, or be on its way. */
    earlier: v.array(versionSchema),
  }),
]);

export function encodeValue(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function decodeValue(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
