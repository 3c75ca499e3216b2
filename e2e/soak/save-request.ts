import { accountIdSchema, CBOR, clockSchema, encodeDelta, entriesPath } from 'backhaul/protocol';
import * as v from 'valibot';
import type { PageTask } from './soak-page.ts';

/** The save of one entry, as both queues send it. */
export function saveRequest(
  account: string,
  { entry: id, clock, value }: PageTask,
  headers: Record<string, string> = {},
): Request {
  const bytes = new TextEncoder().encode(value ?? '');
  const entry = { id, clock: v.parse(clockSchema, clock), isTombstone: value === null, value: bytes };
  return new Request(entriesPath(v.parse(accountIdSchema, account)), {
    method: 'PATCH',
    headers: { ...headers, 'Content-Type': CBOR },
    body: encodeDelta([entry]),
  });
}

/** Small enough for many batches, so that faults find some. */
export const BATCH = { url: '/v1/batch', items: 20 };
