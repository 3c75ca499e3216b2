import { isNumber, isObject } from '../../protocol/index.ts';
import { stampOfPlainRequest, stampOfUnreadable } from '../task/plain-request.ts';
import { parseStamp, type Stamp } from '../task/stamp.ts';
import { isStoredRequest, type StoredRequest } from './stored-request.ts';

/** A row of the queue: one that can be sent, or one whose request nobody can rebuild. */
export type QueueEntry =
  | { readonly kind: 'readable'; readonly key: number; readonly stamp: Stamp; readonly request: StoredRequest }
  | { readonly kind: 'unreadable'; readonly key: number; readonly stamp: Stamp };

/** Never throws: whatever lies under a key of the queue is an entry of one kind or the other. */
export function parseEntry(key: number, row: unknown): QueueEntry {
  const { timestamp, metadata, requestData } = isObject(row) ? row : {};
  const storedAt = isNumber(timestamp) ? (timestamp as number) : 0;
  const stamp = parseStamp(metadata);
  if (!isStoredRequest(requestData))
    return { kind: 'unreadable', key, stamp: stamp ?? stampOfUnreadable(key, storedAt) };
  return {
    kind: 'readable',
    key,
    stamp: stamp ?? stampOfPlainRequest(key, storedAt, requestData),
    request: requestData,
  };
}
