import * as v from 'valibot';
import {
  type AccountId,
  BATCH_PATH,
  type BatchAnswerItem,
  batchAnswerSchema,
  CBOR,
  decodeCbor,
  encodeCbor,
  encodeDelta,
  entriesPath,
  type SentEntry,
} from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import { ORIGIN, problemSchema } from './open-handler.ts';
import { ALICE } from './samples.ts';

export interface ItemParts {
  readonly key?: string;
  readonly lane?: number | null;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | null;
}

/** An item that saves `entries` for Alice, unless told otherwise. */
export function saveItem(entries: readonly SentEntry[], parts: ItemParts = {}): unknown[] {
  const { key = 'key-00001', lane = null, method = 'PATCH', path = entriesPath(ALICE) } = parts;
  const { headers = { 'content-type': CBOR }, body = encodeDelta(entries) } = parts;
  return [key, lane, method, path, headers, body];
}

export function batchRequest(
  body: Uint8Array<ArrayBuffer> | string | null,
  headers: Record<string, string> = {},
): Request {
  return new Request(`${ORIGIN}${BATCH_PATH}`, { method: 'POST', body, headers: { 'Content-Type': CBOR, ...headers } });
}

/** Sends the items as one batch of Alice's, or another's; as many answers as items come back, or this throws. */
export async function sendBatch(
  handler: Handler,
  items: readonly unknown[],
  account: AccountId = ALICE,
): Promise<BatchAnswerItem[]> {
  const whose = { Authorization: `Bearer ${account}` };
  const response = await handler(batchRequest(encodeCbor({ requests: items }), whose));
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { answers } = v.parse(batchAnswerSchema, decodeCbor(bytes));
  if (answers.length !== items.length) throw new Error(`${answers.length} answers to ${items.length} items.`);
  return answers;
}

export function statusesOf(answers: readonly BatchAnswerItem[]): (number | null)[] {
  return answers.map((answer) => answer?.[0] ?? null);
}

/** The problem that an item was answered with. */
export function problemOf(answer: BatchAnswerItem | undefined): v.InferOutput<typeof problemSchema> {
  if (answer?.[1]['Content-Type'] !== 'application/problem+json') throw new Error(`No problem: ${answer}`);
  return v.parse(problemSchema, JSON.parse(new TextDecoder().decode(answer[2])));
}
