import * as v from 'valibot';
import type { ChunkId } from './chunks.ts';
import { clockSchema } from './clock.ts';

/** Names one account. 8 to 64 URL-safe characters. */
export type AccountId = v.InferOutput<typeof accountIdSchema>;

export const accountIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{8,64}$/, 'An account id is 8 to 64 URL-safe characters.'),
  v.brand('AccountId'),
);

/** SQLite ends a text at NUL, PostgreSQL refuses it, and half a surrogate pair has no UTF-8: such ids would fall together. */
export const entryIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(256),
  v.check((id) => !id.includes('\0') && !/\p{Surrogate}/u.test(id), 'An id is well-formed text without NUL.'),
);

/** Names a part of a value by what it holds: the first 16 bytes of its SHA-256, in base64url. */
export type PartId = v.InferOutput<typeof partIdSchema>;

export const partIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22}$/, 'A part is named by 22 URL-safe characters.'),
  v.brand('PartId'),
);

export const bytesSchema = v.instance(Uint8Array, 'A value is a byte string.');

/**
 * One state of one entry: sealed bytes that the server never interprets, with the clock of the edit. A tombstone's bytes
 * say, to whoever can open them, what was deleted.
 */
export interface Entry {
  readonly id: string;
  readonly clock: v.InferOutput<typeof clockSchema>;
  readonly isTombstone: boolean;
  readonly value: Uint8Array<ArrayBuffer>;
  /** Only of a value that was cut into chunks, whose order `value` then holds: those that it names itself. */
  readonly chunks?: readonly ChunkId[];
}

/** An entry whose value was too large for one request: its parts were sent before, and are joined when it is committed. */
export interface EntryInParts extends Omit<Entry, 'value'> {
  readonly parts: readonly PartId[];
}

/** An entry as a delta sends it. */
export type SentEntry = Entry | EntryInParts;

export function isInParts(entry: SentEntry): entry is EntryInParts {
  return 'parts' in entry;
}

/** Entries in one delta at most. */
export const DELTA_ENTRIES = 1_000;
/** Parts of one value at most. */
export const VALUE_PARTS = 256;

/** Entries that are committed together, sealed under the keys of one epoch. */
export interface SentDelta {
  readonly epoch: number;
  readonly entries: readonly SentEntry[];
}

export const entrySchema = v.object({
  id: entryIdSchema,
  clock: clockSchema,
  isTombstone: v.boolean(),
  value: bytesSchema,
});

export const partsSchema = v.pipe(v.array(partIdSchema), v.minLength(1), v.maxLength(VALUE_PARTS));

export const cursorSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * The answer to a delta. The account's newest change was `from` before it and is `to` after it. `winners` holds, for each of
 * the delta's entries that met a newer one, that newer one; all others are at the server now.
 */
export interface DeltaAnswer {
  readonly from: number;
  readonly to: number;
  readonly winners: readonly Entry[];
}

/** One page of `GET /v1/accounts/{account}/entries?since=cursor`: ask again from `cursor` while there is `more`. */
export interface EntriesPage {
  readonly entries: readonly Entry[];
  readonly cursor: number;
  readonly more: boolean;
  /** Only of servers that tell it. */
  readonly history?: History;
}

export const generationSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22}$/, 'A history is named by 22 URL-safe characters.'),
);

/** What a server says of an account as a whole. */
export interface History {
  /**
   * Names this history of the account's changes, in 22 URL-safe characters: another one after everything was removed, or a
   * backup was restored.
   */
  readonly generation: string;
  /** Of the account's keys: what is sealed under older ones is refused. */
  readonly epoch: number;
  /** Tombstones of changes up to this one may have been removed; 0 when none was. */
  readonly prunedCursor: number;
  /** The newest clock of any that was removed. */
  readonly prunedClock: v.InferOutput<typeof clockSchema> | null;
}

/** What `DELETE /v1/accounts/{account}/entries` answers, in JSON: the receipt. `at` is the server's time in milliseconds. */
export type RemovalReceipt = v.InferOutput<typeof removalReceiptSchema>;

export const removalReceiptSchema = v.object({ removed: cursorSchema, at: v.pipe(v.number(), v.safeInteger()) });

/** Milliseconds that a clock may be ahead of the server's; one further ahead is refused with `clock-ahead`. */
export const CLOCK_AHEAD_LIMIT = 5 * 60_000;

export function entriesPath(account: AccountId): string {
  return `/v1/accounts/${account}/entries`;
}

export function partPath(account: AccountId, part: PartId): string {
  return `/v1/accounts/${account}/parts/${part}`;
}

/** `PUT` keeps chunks until an entry refers to them; `GET ?ids=a,b,…` tells those that there are. */
export function chunksPath(account: AccountId): string {
  return `/v1/accounts/${account}/chunks`;
}

/**
 * Server-sent events. `cursor`: the account's, at once and whenever it has changed, as the event's id and its data. `space`: the
 * cursor of one of its spaces, likewise. `spaces`: it is a member of others now, or as something else.
 */
export function livePath(account: AccountId): string {
  return `/v1/accounts/${account}/live`;
}
