import { accountIdSchema, CBOR, type Clock, clockSchema, encodeDelta, entriesPath } from 'backhaul/protocol';
import * as v from 'valibot';

/** One entry at the server; without a text it is deleted. */
export interface Note {
  readonly id: string;
  readonly text?: string;
  readonly lane?: string;
  readonly account?: string;
}

export const ACCOUNT = 'lab-account';

/** What the real server takes once it is told who asks; a later edit has a later clock. */
export function noteRequest(server: string, { id, text, account = ACCOUNT }: Note): Request {
  const value = text === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(text));
  const entry = { id, clock: nextClock(), isTombstone: text === undefined, value };
  return new Request(`${server}${entriesPath(v.parse(accountIdSchema, account))}`, {
    method: 'PATCH',
    headers: { 'Content-Type': CBOR },
    body: encodeDelta([entry]),
  });
}

let edits = 0;

function nextClock(): Clock {
  edits += 1;
  return v.parse(clockSchema, `${hex(Date.now(), 12)}-${hex(edits, 4)}-0123456789abcdef`);
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
