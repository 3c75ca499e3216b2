/** One entry of the server's settings; without a text it is deleted. */
export interface Note {
  readonly id: string;
  readonly text?: string;
  readonly lane?: string;
  readonly account?: string;
}

export const ACCOUNT = 'lab-account';

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
