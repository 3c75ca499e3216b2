import * as v from 'valibot';
import { stampOfPlainRequest } from '../task/plain-request.ts';
import { parseStamp, type Stamp } from '../task/stamp.ts';
import { type StoredRequest, storedRequestSchema } from './stored-request.ts';

/** A row of the queue: one that can be sent, or one whose request nobody can rebuild. */
export type QueueEntry =
  | { readonly kind: 'readable'; readonly key: number; readonly stamp: Stamp; readonly request: StoredRequest }
  | { readonly kind: 'unreadable'; readonly key: number; readonly stamp: Stamp };

const rowSchema = v.looseObject({
  id: v.number(),
  timestamp: v.optional(v.number(), 0),
  metadata: v.optional(v.unknown()),
  requestData: v.optional(v.unknown()),
});

/** @throws ValiError when the row has no key: IndexedDB never gives such a row. */
export function parseEntry(row: unknown): QueueEntry {
  const { id: key, timestamp, metadata, requestData } = v.parse(rowSchema, row);
  const stamp = parseStamp(metadata);
  const request = v.safeParse(storedRequestSchema, requestData);
  if (!request.success) return { kind: 'unreadable', key, stamp: stamp ?? unknownStamp(key, timestamp) };
  return {
    kind: 'readable',
    key,
    stamp: stamp ?? stampOfPlainRequest(key, timestamp, request.output),
    request: request.output,
  };
}

function unknownStamp(key: number, createdAt: number): Stamp {
  return {
    id: `unreadable-${key}-${createdAt}`,
    taskType: 'unknown',
    version: 0,
    account: '',
    context: null,
    orderingKey: null,
    replaces: null,
    createdAt,
  };
}
