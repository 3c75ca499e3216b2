import { accountIdSchema, CBOR, encodeCbor, settingsPath } from 'backhaul/protocol';
import * as v from 'valibot';
import type { PageTask } from './soak-page.ts';

export const ACCOUNT = v.parse(accountIdSchema, 'soak-account');

/** The save of one entry, as both queues send it. */
export function saveRequest({ entry: id, clock, value }: PageTask, headers: Record<string, string> = {}): Request {
  const content = value === null ? { tombstone: true } : { value: new TextEncoder().encode(value) };
  return new Request(settingsPath(ACCOUNT), {
    method: 'PATCH',
    headers: { ...headers, 'Content-Type': CBOR },
    body: encodeCbor({ entries: [{ id, clock, ...content }] }),
  });
}

/** Small enough for many batches, so that faults find some. */
export const BATCH = { url: '/v1/batch', items: 20 };
