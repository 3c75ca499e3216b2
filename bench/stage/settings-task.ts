import * as v from 'valibot';
import {
  accountIdSchema,
  CBOR,
  clockSchema,
  type Entry,
  encodeDelta,
  entriesPath,
  IDEMPOTENCY_KEY,
} from '../../src/protocol/index.ts';
import { effectOf } from './effects.ts';

/** Together with its frame, 1 KB. */
const VALUE_BYTES = 980;
const DEVICE = '00000000000000b1';

/** The setting that the task with this number saves: another one for every task, random bytes as sealed values are. */
export function entryOf(task: number): Entry {
  const time = Date.now().toString(16).padStart(12, '0');
  const counter = (task % 0x1_0000).toString(16).padStart(4, '0');
  const clock = v.parse(clockSchema, `${time}-${counter}-${DEVICE}`);
  return { id: effectOf(task), clock, isTombstone: false, value: crypto.getRandomValues(new Uint8Array(VALUE_BYTES)) };
}

/** A request that saves these settings in one transaction of the server. */
export function saveRequest(account: string, entries: readonly Entry[], key?: string): Request {
  return new Request(entriesPath(v.parse(accountIdSchema, account)), {
    method: 'PATCH',
    headers: { 'Content-Type': CBOR, ...(key === undefined ? {} : { [IDEMPOTENCY_KEY]: key }) },
    body: encodeDelta(entries),
  });
}
