import * as v from 'valibot';
import { clockSchema } from './clock.ts';

/** Names one account. 8 to 64 URL-safe characters. */
export type AccountId = v.InferOutput<typeof accountIdSchema>;

export const accountIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{8,64}$/, 'An account id is 8 to 64 URL-safe characters.'),
  v.brand('AccountId'),
);

/** SQLite ends a text at NUL, PostgreSQL refuses it, and half a surrogate pair has no UTF-8: such ids would fall together. */
const entryIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(256),
  v.check((id) => !id.includes('\0') && !/\p{Surrogate}/u.test(id), 'An id is well-formed text without NUL.'),
);

const bytesSchema = v.instance(Uint8Array, 'A value is a byte string.');

/** One setting: a value that the server never interprets, or a tombstone, with the clock of its edit. */
export type Entry = v.InferOutput<typeof entrySchema>;

const valueEntrySchema = v.strictObject({ id: entryIdSchema, clock: clockSchema, value: bytesSchema });
const tombstoneSchema = v.strictObject({ id: entryIdSchema, clock: clockSchema, tombstone: v.literal(true) });

export const entrySchema = v.union([valueEntrySchema, tombstoneSchema]);

export function isTombstone(entry: Entry): entry is v.InferOutput<typeof tombstoneSchema> {
  return 'tombstone' in entry;
}

/** What `PATCH /v1/accounts/{account}/settings` takes: merged in one transaction, all or none. Each id at most once. */
export type SettingsBatch = v.InferOutput<typeof settingsBatchSchema>;

export const settingsBatchSchema = v.strictObject({
  entries: v.pipe(
    v.array(entrySchema),
    v.minLength(1, 'A batch holds at least one entry.'),
    v.maxLength(1000, 'A batch holds at most 1,000 entries.'),
    v.check((entries) => new Set(entries.map((entry) => entry.id)).size === entries.length, 'An id stands twice.'),
  ),
});

/** What became of one entry of a batch: `applied` is at the server now; `lost` met a newer one, which is told. */
export type EntryOutcome = v.InferOutput<typeof entryOutcomeSchema>;

const entryOutcomeSchema = v.variant('outcome', [
  v.object({ outcome: v.literal('applied'), id: entryIdSchema }),
  v.object({ outcome: v.literal('lost'), id: entryIdSchema, winner: entrySchema }),
]);

/** The answer to a batch, in the batch's order. `cursor` is the account's newest change. */
export type SettingsAnswer = v.InferOutput<typeof settingsAnswerSchema>;

const cursorSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const settingsAnswerSchema = v.object({ cursor: cursorSchema, outcomes: v.array(entryOutcomeSchema) });

/** One page of `GET /v1/accounts/{account}/settings?since=cursor`: ask again from `cursor` while there is `more`. */
export type SettingsPage = v.InferOutput<typeof settingsPageSchema>;

export const settingsPageSchema = v.object({ entries: v.array(entrySchema), cursor: cursorSchema, more: v.boolean() });

export function settingsPath(account: AccountId): string {
  return `/v1/accounts/${account}/settings`;
}
