import * as v from 'valibot';
import { clockSchema } from '../../protocol/index.ts';

/** Why a server's history is not believed any more. */
export type DoubtReason = v.InferOutput<typeof reasonSchema>;

const reasonSchema = v.picklist([
  /** Its newest change is older than one that was read from it. */
  'set-back',
  /** It says itself that this is another history: a backup was restored, or another device had everything removed. */
  'other-history',
  /** It has not got a device's head that it had accepted, or that a pairing code speaks of. */
  'head-missing',
  /** It has an older one. */
  'head-older',
  /** A device has seen more than the server shows. */
  'hides-changes',
  /** A device has seen something else where this one was. */
  'forked',
  /** It tells nothing of its history any more. */
  'silent',
]);

/** Whether the server's history is believed. `at` is in milliseconds since 1970, of this device. */
export type Standing = v.InferOutput<typeof standingSchema>;

const standingSchema = v.variant('kind', [
  v.object({ kind: v.literal('trusted') }),
  v.object({ kind: v.literal('doubted'), reason: reasonSchema, at: v.number() }),
]);

const bytesSchema = v.instance(Uint8Array);
const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What this device knows of the history of the account's changes at the server. */
export type HistoryState = v.InferOutput<typeof historyStateSchema>;

export const historyStateSchema = v.object({
  /** Its name; `null` before the server has told it. */
  generation: v.nullable(v.string()),
  /** Of all that the server is known to have, and that can be opened; `null` until it was counted. */
  digest: v.nullable(bytesSchema),
  /** Whether the last page had all that there was. */
  isComplete: v.boolean(),
  /** The newest change that anything of what is acknowledged here may come from. */
  upTo: countSchema,
  /** Digests at the last cursors where it was exact, one after the other. */
  points: bytesSchema,
  /** What a pairing code has said, until the server has confirmed it. */
  expected: v.nullable(v.object({ sequence: countSchema, digest: bytesSchema, clock: v.nullable(clockSchema) })),
  standing: standingSchema,
  /** The newest clock when the person last took the server's history for the true one: older heads say nothing. */
  trustedClock: v.nullable(clockSchema),
  /** The newest clock of a tombstone that the server has pruned. */
  prunedClock: v.nullable(clockSchema),
  /** Up to which change tombstones had been pruned when reading last began at the beginning. */
  prunedCursor: countSchema,
  /** Whether everything is to be read again before anything is sent. */
  isRereading: v.boolean(),
  /** When that was last done, in milliseconds since 1970. */
  returnedAt: v.nullable(v.number()),
  /** How often reading began from the beginning: a page that was asked for before that is dropped. */
  round: countSchema,
});

export const NEW_HISTORY: HistoryState = {
  generation: null,
  digest: null,
  isComplete: false,
  upTo: 0,
  points: new Uint8Array(),
  expected: null,
  standing: { kind: 'trusted' },
  trustedClock: null,
  prunedClock: null,
  prunedCursor: 0,
  isRereading: false,
  returnedAt: null,
  round: 0,
};
