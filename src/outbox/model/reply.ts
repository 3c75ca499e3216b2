/** How the server, or the network before it, treats the next request. */
export const REPLIES = [
  'fine',
  'unavailable',
  'unavailable-for-a-minute',
  'too-many',
  'malformed',
  'conflict',
  'unauthorized',
  'request-lost',
  'answer-lost',
  'silence',
  'too-large',
  'not-found',
] as const;

export interface Reply {
  readonly kind: (typeof REPLIES)[number];
  /** Milliseconds until the answer is there. */
  readonly delay: number;
}

export const FINE: Reply = { kind: 'fine', delay: 0 };

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const told = (status: number, headers: Told['headers'] = {}): Told => ({ status, headers });

const STATUS: Readonly<Record<Reply['kind'], Told>> = {
  fine: told(200),
  unavailable: told(503),
  'unavailable-for-a-minute': told(503, { 'retry-after': '60' }),
  'too-many': told(429, { 'retry-after': '5' }),
  malformed: told(400),
  conflict: told(409),
  unauthorized: told(401),
  'request-lost': told(0),
  'answer-lost': told(200),
  silence: told(0),
  'too-large': told(413),
  'not-found': told(404),
};

export function tellingOf({ kind }: Reply): Told {
  return STATUS[kind];
}

/** A refusal is about the task itself; everything else may change by itself. */
export function refuses(status: number): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429;
}
