import * as v from 'valibot';
import { accountIdSchema, JSON_MEDIA, settingsPath } from '../../src/protocol/index.ts';
import { effectOf } from './effects.ts';

/** One setting as JSON carries it. Together with its frame, about 1 KB. */
export interface TextualEntry {
  readonly id: string;
  readonly clock: string;
  readonly value: string;
}

const VALUE_BYTES = 690;
const DEVICE = '00000000000000b1';

/** The setting that the task with this number saves: another one for every task, random bytes as sealed values are. */
export function entryOf(task: number): TextualEntry {
  const time = Date.now().toString(16).padStart(12, '0');
  const counter = (task % 0x1_0000).toString(16).padStart(4, '0');
  return { id: effectOf(task), clock: `${time}-${counter}-${DEVICE}`, value: randomText(VALUE_BYTES) };
}

/** A request that saves these settings in one transaction of the server. */
export function saveRequest(account: string, entries: readonly TextualEntry[], key?: string): Request {
  return new Request(settingsPath(v.parse(accountIdSchema, account)), {
    method: 'PATCH',
    headers: { 'Content-Type': JSON_MEDIA, ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
    body: JSON.stringify({ entries }),
  });
}

function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
