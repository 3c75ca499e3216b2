import * as v from 'valibot';
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
  isInParts,
  partsSchema,
  type SentEntry,
} from './entries.ts';

/** Every body is an array that begins with this number: what another number means, this version does not know. */
const FORMAT = 1;

/** To list all that is wrong with a body of four million wrong entries would take gigabytes. */
const STOP_EARLY = { abortEarly: true };

/**
 * Positional CBOR: `[1, [[id, clock (16 bytes), isTombstone, value bytes or [part ids]], …]]`. A one-entry delta costs its
 * sealed value and some 45 bytes.
 */
export function encodeDelta(entries: readonly SentEntry[]): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, entries.map(positional)]);
}

/** @throws MalformedBodyError for bytes that are no CBOR. @throws ValiError for CBOR that is no delta. */
export function decodeDelta(bytes: Uint8Array): readonly SentEntry[] {
  return deltaOf(decodeCbor(bytes));
}

/** What was decoded already, as a delta. @throws ValiError */
export function deltaOf(decoded: unknown): readonly SentEntry[] {
  const [, entries] = v.parse(deltaSchema, decoded, STOP_EARLY);
  return entries.map(sent);
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

/** `[1, entries, cursor, more]` */
export function encodeEntriesPage({ entries, cursor, more }: EntriesPage): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, entries.map(positional), cursor, more]);
}

/** @throws MalformedBodyError, ValiError */
export function decodeEntriesPage(bytes: Uint8Array): EntriesPage {
  const [, entries, cursor, more] = v.parse(entriesPageSchema, decodeCbor(bytes), STOP_EARLY);
  return { entries: entries.map(whole), cursor, more };
}

type Positional = readonly [id: string, clock: Uint8Array, isTombstone: boolean, value: Uint8Array | readonly string[]];

function positional(entry: Entry | SentEntry): Positional {
  return [entry.id, clockToBytes(entry.clock), entry.isTombstone, isInParts(entry) ? entry.parts : entry.value];
}

const clockBytesSchema = v.pipe(
  v.instance(Uint8Array, 'A clock is a byte string.'),
  v.length(16, 'A clock is 16 bytes.'),
  v.transform((bytes) => clockFromBytes(bytes)),
);

const headSchemas = [entryIdSchema, clockBytesSchema, v.boolean()] as const;

/** An entry as the server tells it. */
export const wholeEntrySchema = v.strictTuple([...headSchemas, bytesSchema]);

/** An entry as a delta sends it. */
export const sentEntrySchema = v.strictTuple([...headSchemas, v.union([bytesSchema, partsSchema])]);

function whole([id, clock, isTombstone, value]: v.InferOutput<typeof wholeEntrySchema>): Entry {
  return { id, clock, isTombstone, value };
}

function sent([id, clock, isTombstone, value]: v.InferOutput<typeof sentEntrySchema>): SentEntry {
  const head: { id: string; clock: Clock; isTombstone: boolean } = { id, clock, isTombstone };
  return Array.isArray(value) ? { ...head, parts: value } : { ...head, value };
}

const formatSchema = v.literal(FORMAT, `This is no body of format ${FORMAT}.`);

/** What `PATCH /v1/accounts/{account}/entries` takes: merged in one transaction, all or none. Each id at most once. */
export const deltaSchema = v.strictTuple([
  formatSchema,
  v.pipe(
    v.array(sentEntrySchema),
    v.minLength(1, 'A delta holds at least one entry.'),
    v.maxLength(DELTA_ENTRIES, `A delta holds at most ${DELTA_ENTRIES} entries.`),
    v.check((entries) => new Set(entries.map(([id]) => id)).size === entries.length, 'An id stands twice.'),
  ),
]);

/** What it answers. */
export const deltaAnswerSchema = v.strictTuple([formatSchema, cursorSchema, cursorSchema, v.array(wholeEntrySchema)]);

/** What `GET /v1/accounts/{account}/entries` answers. */
export const entriesPageSchema = v.strictTuple([formatSchema, v.array(wholeEntrySchema), cursorSchema, v.boolean()]);
