import * as v from 'valibot';
import {
  type AccountId,
  BATCH_PATH,
  type BatchAnswerItem,
  batchAnswerSchema,
  CBOR,
  type Chunk,
  type Clock,
  chunksPath,
  clockSchema,
  type DeltaAnswer,
  decodeCbor,
  decodeChunks,
  decodeDeltaAnswer,
  decodeEntriesPage,
  type EntriesPage,
  type Entry,
  encodeCbor,
  encodeChunks,
  encodeDelta,
  entriesPath,
  FIRST_EPOCH,
  type PartId,
  PROBLEM_MEDIA,
  partIdSchema,
  partPath,
  type SentEntry,
} from '../../../src/protocol/index.ts';
import type { Account } from './account.ts';
import { base64url, digest, randomName, textOf } from './bytes.ts';
import { hold, NotConforming } from './not-conforming.ts';
import { type Answer, type Asked, spoken, type World } from './world.ts';

/** What checks ask again and again, and what they read in the answers. */

export function clockAt(time: number, device = 'aa', count = 0): Clock {
  const [at, counted] = [time.toString(16).padStart(12, '0'), count.toString(16).padStart(4, '0')];
  return v.parse(clockSchema, `${at}-${counted}-${device.padStart(16, '0')}`);
}

export function entry(id: string, clock: Clock, ...value: number[]): Entry {
  return { id, clock, isTombstone: false, value: Uint8Array.from(value) };
}

export function tombstone(id: string, clock: Clock, ...value: number[]): Entry {
  return { ...entry(id, clock, ...value), isTombstone: true };
}

/** A request that saves entries, under a new key and of the first epoch unless told. */
export function save(
  { id }: { readonly id: AccountId },
  entries: readonly SentEntry[],
  key = randomName(),
  epoch = FIRST_EPOCH,
): Asked {
  return { method: 'PATCH', path: entriesPath(id), key, media: CBOR, body: encodeDelta(entries, epoch) };
}

export function removal({ id }: Account, key = randomName()): Asked {
  return { method: 'DELETE', path: entriesPath(id), key };
}

export async function part({ id }: Account, bytes: Uint8Array<ArrayBuffer>, key = randomName()) {
  const name: PartId = v.parse(partIdSchema, base64url(await digest(bytes, 16)));
  const asked: Asked = { method: 'PUT', path: partPath(id, name), key, media: 'application/octet-stream', body: bytes };
  return { name, asked };
}

export function keeping({ id }: Account, chunks: readonly Chunk[], key = randomName()): Asked {
  return { method: 'PUT', path: chunksPath(id), key, media: CBOR, body: encodeChunks(chunks) };
}

/** Of the account's chunks those with these names, in this order. */
export async function chunksIn(world: World, account: Account, named: readonly Chunk[]): Promise<readonly Chunk[]> {
  const path = `${chunksPath(account.id)}?ids=${named.map(({ id }) => id).join(',')}`;
  const chunks = readAs('chunks', await world.ask(account, { method: 'GET', path }), CBOR, decodeChunks);
  return named.flatMap(({ id }) => chunks.filter((chunk) => chunk.id === id));
}

/** Saves them, and gives what is answered. @throws NotConforming when it is refused. */
export async function saved(world: World, account: Account, ...entries: readonly SentEntry[]): Promise<DeltaAnswer> {
  return deltaAnswerIn(await world.ask(account, save(account, entries)));
}

export function deltaAnswerIn(answer: Answer): DeltaAnswer {
  return readAs('an answer to a delta', answer, CBOR, decodeDeltaAnswer);
}

/** A page, without the history that it is of. */
export async function page(world: World, account: Account, query = ''): Promise<EntriesPage> {
  const { entries, cursor, more } = await pageOfHistory(world, account, query);
  return { entries, cursor, more };
}

export async function pageOfHistory(world: World, account: Account, query = ''): Promise<EntriesPage> {
  const answer = await world.ask(account, { method: 'GET', path: `${entriesPath(account.id)}${query}` });
  return readAs('a page', answer, CBOR, decodeEntriesPage);
}

export function item({ method, path, key = randomName(), media, headers, body }: Asked, lane: number | null = null) {
  const said = { ...headers, ...(media === undefined ? {} : { 'content-type': media }) };
  return [key, lane, method, path, said, body ?? null] as const;
}

export function batch(items: readonly unknown[]): Asked {
  return { method: 'POST', path: BATCH_PATH, media: CBOR, body: encodeCbor({ requests: items }) };
}

/** As many answers as items. */
export async function batched(world: World, account: Account, items: readonly unknown[]): Promise<BatchAnswerItem[]> {
  const answer = await world.ask(account, batch(items));
  const { answers } = readAs('an answer to a batch', answer, CBOR, (body) =>
    v.parse(batchAnswerSchema, decodeCbor(body)),
  );
  hold(answers.length === items.length, `${items.length} items have ${answers.length} answers.`);
  return answers;
}

/** What a JSON body says, by a schema. */
export function jsonIn<Output>(answer: Answer, schema: v.GenericSchema<unknown, Output>): Output {
  return readAs('JSON', answer, 'application/json', (body) => v.parse(schema, JSON.parse(textOf(body))));
}

function readAs<Result>(what: string, answer: Answer, media: string, read: (body: Uint8Array) => Result): Result {
  hold(answer.status === 200, `It is refused: ${spoken(answer)}`);
  const said = mediaOf(answer.headers);
  hold(said === media, `The answer is ${said}, and should be ${media}.`);
  try {
    return read(answer.body);
  } catch (error) {
    throw new NotConforming(`The body is not ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  now: v.optional(v.number()),
  missing: v.optional(v.array(v.string())),
  epoch: v.optional(v.number()),
  cursor: v.optional(v.number()),
});

export type SaidProblem = v.InferOutput<typeof problemSchema>;

/** The problem in an answer, which must have this status and code. */
export function refused(answer: Answer, status: number, code: string): SaidProblem {
  hold(answer.status === status, `It is answered ${spoken(answer)}, and should be ${status} ${code}.`);
  const media = mediaOf(answer.headers);
  hold(media === PROBLEM_MEDIA, `A refusal is ${media}, and should be ${PROBLEM_MEDIA}.`);
  const problem = v.safeParse(problemSchema, JSON.parse(textOf(answer.body)));
  if (!problem.success) throw new NotConforming(`The problem is not as it should be: ${spoken(answer)}`);
  hold(problem.output.status === status, `The problem says ${problem.output.status} in an answer of ${status}.`);
  hold(problem.output.code === code, `The code is ${problem.output.code}, and should be ${code}.`);
  return problem.output;
}

/** The problem that an item of a batch was answered with. */
export function refusedItem(answer: BatchAnswerItem | undefined, status: number, code: string): SaidProblem {
  if (!answer) throw new NotConforming('An item was passed over.');
  const [said, headers, body] = answer;
  return refused({ status: said, headers: new Headers(headers), body: Uint8Array.from(body) }, status, code);
}

function mediaOf(headers: Headers): string | undefined {
  return headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
}

/** Nothing has changed since the account's cursor was this. */
export async function unchanged(world: World, account: Account, cursor: number): Promise<void> {
  const now = await page(world, account);
  hold(now.cursor === cursor, `The cursor is ${now.cursor} and was ${cursor}: a refused request had an effect.`);
}
