import * as v from 'valibot';
import { type Clock, clockFromBytes, clockToBytes } from './clock.ts';
import { decodeCbor, encodeCbor } from './codec.ts';
import {
  type DeltaAnswer,
  deltaAnswerSchema,
  deltaSchema,
  type EntriesPage,
  type Entry,
  entriesPageSchema,
  isInParts,
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
  const [, entries] = v.parse(positionalDeltaSchema, decodeCbor(bytes), STOP_EARLY);
  return v.parse(deltaSchema, entries.map(named), STOP_EARLY);
}

/** `[1, from, to, winners]` */
export function encodeDeltaAnswer({ from, to, winners }: DeltaAnswer): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, from, to, winners.map(positional)]);
}

/** @throws MalformedBodyError, ValiError */
export function decodeDeltaAnswer(bytes: Uint8Array): DeltaAnswer {
  const [, from, to, winners] = v.parse(positionalAnswerSchema, decodeCbor(bytes), STOP_EARLY);
  return v.parse(deltaAnswerSchema, { from, to, winners: winners.map(named) }, STOP_EARLY);
}

/** `[1, entries, cursor, more]` */
export function encodeEntriesPage({ entries, cursor, more }: EntriesPage): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, entries.map(positional), cursor, more]);
}

/** @throws MalformedBodyError, ValiError */
export function decodeEntriesPage(bytes: Uint8Array): EntriesPage {
  const [, entries, cursor, more] = v.parse(positionalPageSchema, decodeCbor(bytes), STOP_EARLY);
  return v.parse(entriesPageSchema, { entries: entries.map(named), cursor, more }, STOP_EARLY);
}

type Positional = readonly [id: string, clock: Uint8Array, isTombstone: boolean, value: Uint8Array | readonly string[]];

function positional(entry: Entry | SentEntry): Positional {
  return [entry.id, clockToBytes(entry.clock), entry.isTombstone, isInParts(entry) ? entry.parts : entry.value];
}

const clockBytesSchema = v.pipe(
  v.instance(Uint8Array, 'A clock is a byte string.'),
  v.check((bytes) => bytes.length === 16, 'A clock is 16 bytes.'),
  v.transform((bytes) => clockFromBytes(bytes)),
);

const positionalSchema = v.strictTuple([
  v.string(),
  clockBytesSchema,
  v.boolean(),
  v.union([v.instance(Uint8Array), v.array(v.string())]),
]);

function named([id, clock, isTombstone, value]: v.InferOutput<typeof positionalSchema>) {
  const head: { id: string; clock: Clock; isTombstone: boolean } = { id, clock, isTombstone };
  return Array.isArray(value) ? { ...head, parts: value } : { ...head, value };
}

const formatSchema = v.literal(FORMAT, `This is no body of format ${FORMAT}.`);

const positionalDeltaSchema = v.strictTuple([formatSchema, v.array(positionalSchema)]);

const positionalAnswerSchema = v.strictTuple([formatSchema, v.number(), v.number(), v.array(positionalSchema)]);

const positionalPageSchema = v.strictTuple([formatSchema, v.array(positionalSchema), v.number(), v.boolean()]);
