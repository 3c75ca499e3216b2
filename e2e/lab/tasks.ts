import type { StandardSchemaV1 } from '@standard-schema/spec';
import { defineTask } from 'backhaul';

/** One entry of the server's settings; without a text it is deleted. */
export interface Note {
  readonly id: string;
  readonly text?: string;
  readonly lane?: string;
  readonly account?: string;
}

/** Anything is a note: the lab tests the outbox, not a validator. */
const noteSchema: StandardSchemaV1<Note, Note> = {
  '~standard': { version: 1, vendor: 'lab', validate: (value) => ({ value: value as Note }) },
};

export const ACCOUNT = 'lab-account';

/** Tasks as a version of an app defines them; `server` is where its API is. */
export function labTasks(server: string, version: number) {
  const request = (note: Note) => noteRequest(server, note);
  const orderingKey = ({ lane }: Note) => lane ?? null;
  const common = { context: noteSchema, version, request, orderingKey };
  return {
    save: defineTask({ ...common, type: 'save', creates: ({ id }) => id }),
    remove: defineTask({ ...common, type: 'remove', annihilates: ({ id }) => id }),
  };
}

/** What the real server takes; a later edit has a later clock. */
export function noteRequest(server: string, { id, text, account = ACCOUNT }: Note): Request {
  const entry = { id, clock: nextClock(), ...(text === undefined ? { tombstone: true } : { value: encoded(text) }) };
  return new Request(`${server}/v1/accounts/${account}/settings`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ entries: [entry] }),
  });
}

let edits = 0;

function nextClock(): string {
  edits += 1;
  return `${hex(Date.now(), 12)}-${hex(edits, 4)}-0123456789abcdef`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

function encoded(text: string): string {
  return btoa(JSON.stringify(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
