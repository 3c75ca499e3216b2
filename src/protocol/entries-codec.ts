import * as v from 'valibot';
import { chunkIdsFromBytes, chunkIdsToBytes, MOST_ENTRY_CHUNKS } from './chunks.ts';
import { type Clock, clockFromBytes, clockToBytes } from './clock.ts';
import { decodeCbor, encodeCbor } from './codec.ts';
import {
  bytesSchema,
  cursorSchema,
  DELTA_ENTRIES,
  type DeltaAnswer,
  type EntriesPage,
  type Entry,
  entryIdSchema,
  generationSchema,
  type History,
  isInParts,
  partsSchema,
  type SentDelta,
  type SentEntry,
} from './entries.ts';
import { epochSchema, FIRST_EPOCH } from './epochs.ts';

/** Every body is an array that begins with this number: what another number means, this version does not know. */
const FORMAT = 1;

/** To list all that is wrong with a body of four million wrong entries would take gigabytes. */
const STOP_EARLY = { abortEarly: true };

/**
 * Positional CBOR: `[1, [[id, clock (16 bytes), isTombstone, value bytes or [part ids]], …]]`. A one-entry delta costs its
 * sealed value and some 45 bytes. An entry in chunks has their ids after its value, 16 bytes each; a delta of a later epoch
 * than the first has that after its entries.
 */
export function encodeDelta(entries: readonly SentEntry[], epoch = FIRST_EPOCH): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, entries.map(positional), ...(epoch === FIRST_EPOCH ? [] : [epoch])]);
}

/** @throws MalformedBodyError for bytes that are no CBOR. @throws ValiError for CBOR that is no delta. */
export function decodeDelta(bytes: Uint8Array): readonly SentEntry[] {
  return deltaOf(decodeCbor(bytes)).entries;
}

/** What was decoded already, as a delta. @throws ValiError */
export function deltaOf(decoded: unknown): SentDelta {
  const [, entries, epoch = FIRST_EPOCH] = v.parse(deltaSchema, decoded, STOP_EARLY);
  return { epoch, entries: entries.map(sent) };
}

/** `[1, from, to, winners]` */
export function encodeDeltaAnswer({ from, to, winners }: DeltaAnswer): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, from, to, winners.map(positional)]);
}

/** @throws MalformedBodyError, ValiError */
export function decodeDeltaAnswer(bytes: Uint8Array): DeltaAnswer {
  const [, from, to, winners] = v.parse(deltaAnswerSchema, decodeCbor(bytes), STOP_EARLY);
  return { from, to, winners: winners.map(whole) };
}

/** `[1, entries, cursor, more]`, and `[generation, epoch, pruned cursor, pruned clock or null]` where it is known. */
export function encodeEntriesPage({ entries, cursor, more, history }: EntriesPage): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, entries.map(positional), cursor, more, ...(history ? [positionalHistory(history)] : [])]);
}

function positionalHistory({ generation, epoch, prunedCursor, prunedClock }: History) {
  return [generation, epoch, prunedCursor, prunedClock && clockToBytes(prunedClock)];
}

/** @throws MalformedBodyError, ValiError */
export function decodeEntriesPage(bytes: Uint8Array): EntriesPage {
  const [, entries, cursor, more, history] = v.parse(entriesPageSchema, decodeCbor(bytes), STOP_EARLY);
  return { entries: entries.map(whole), cursor, more, ...(history && { history: historyOf(history) }) };
}

function historyOf([generation, epoch, prunedCursor, prunedClock]: v.InferOutput<typeof historySchema>): History {
  return { generation, epoch, prunedCursor, prunedClock };
}

function positional(entry: Entry | SentEntry): readonly unknown[] {
  const head = [entry.id, clockToBytes(entry.clock), entry.isTombstone];
  if (isInParts(entry)) return [...head, entry.parts];
  return [...head, entry.value, ...(entry.chunks ? [chunkIdsToBytes(entry.chunks)] : [])];
}

const clockBytesSchema = v.pipe(
  v.instance(Uint8Array, 'A clock is a byte string.'),
  v.length(16, 'A clock is 16 bytes.'),
  v.transform((bytes) => clockFromBytes(bytes)),
);

const headSchemas = [entryIdSchema, clockBytesSchema, v.boolean()] as const;

const chunksSchema = v.pipe(
  bytesSchema,
  v.minLength(16, 'A value in chunks names at least one.'),
  v.maxLength(16 * MOST_ENTRY_CHUNKS, `A value names at most ${MOST_ENTRY_CHUNKS} chunks.`),
  v.check(({ length }) => length % 16 === 0, 'A chunk is named by 16 bytes.'),
  v.transform((ids) => chunkIdsFromBytes(ids)),
);

/** An entry as the server tells it: with the chunks that its value names, if it is in chunks. */
export const wholeEntrySchema = v.union([
  v.strictTuple([...headSchemas, bytesSchema]),
  v.strictTuple([...headSchemas, bytesSchema, chunksSchema]),
]);

/** An entry as a delta sends it. */
export const sentEntrySchema = v.union([
  v.strictTuple([...headSchemas, v.union([bytesSchema, partsSchema])]),
  v.strictTuple([...headSchemas, bytesSchema, chunksSchema]),
]);

function whole([id, clock, isTombstone, value, chunks]: v.InferOutput<typeof wholeEntrySchema>): Entry {
  return { id, clock, isTombstone, value, ...(chunks && { chunks }) };
}

function sent([id, clock, isTombstone, value, chunks]: v.InferOutput<typeof sentEntrySchema>): SentEntry {
  const head: { id: string; clock: Clock; isTombstone: boolean } = { id, clock, isTombstone };
  return Array.isArray(value) ? { ...head, parts: value } : { ...head, value, ...(chunks && { chunks }) };
}

const formatSchema = v.literal(FORMAT, `This is no body of format ${FORMAT}.`);

const sentEntriesSchema = v.pipe(
  v.array(sentEntrySchema),
  v.minLength(1, 'A delta holds at least one entry.'),
  v.maxLength(DELTA_ENTRIES, `A delta holds at most ${DELTA_ENTRIES} entries.`),
  v.check((entries) => new Set(entries.map(([id]) => id)).size === entries.length, 'An id stands twice.'),
);

/** What `PATCH /v1/accounts/{account}/entries` takes: merged in one transaction, all or none. Each id at most once. */
export const deltaSchema = v.union([
  v.strictTuple([formatSchema, sentEntriesSchema]),
  v.strictTuple([formatSchema, sentEntriesSchema, epochSchema]),
]);

/** What it answers. */
export const deltaAnswerSchema = v.strictTuple([formatSchema, cursorSchema, cursorSchema, v.array(wholeEntrySchema)]);

const pageSchemas = [formatSchema, v.array(wholeEntrySchema), cursorSchema, v.boolean()] as const;

const historySchema = v.strictTuple([generationSchema, epochSchema, cursorSchema, v.nullable(clockBytesSchema)]);

/** What `GET /v1/accounts/{account}/entries` answers. */
export const entriesPageSchema = v.union([
  v.strictTuple([...pageSchemas]),
  v.strictTuple([...pageSchemas, historySchema]),
]);
