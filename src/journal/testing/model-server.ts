import {
  CLOCK_AHEAD_LIMIT,
  compareEntries,
  type DeltaAnswer,
  decodeDelta,
  type Entry,
  encodeEntriesPage,
  isInParts,
  type PartId,
  timeOf,
} from '../../protocol/index.ts';
import type { Delta, Journal } from '../journal.ts';

interface Held {
  readonly entry: Entry;
  readonly cursor: number;
}

/** What a server made of a delta. */
export type Reply = Merged | { readonly kind: 'clock-ahead'; readonly now: number };

interface Merged {
  readonly kind: 'merged';
  readonly answer: DeltaAnswer;
}

/** The protocol's server for one account, in memory. */
export class ModelServer {
  readonly held = new Map<string, Held>();
  readonly parts = new Map<string, Uint8Array<ArrayBuffer>>();
  cursor = 0;
  /** Entries on one page. */
  pageSize = 3;
  readonly #now: () => number;
  readonly #fault: { readonly keepsTheLast: boolean };

  constructor(now: () => number, fault: { readonly keepsTheLast: boolean } = { keepsTheLast: false }) {
    this.#now = now;
    this.#fault = fault;
  }

  upload(parts: Delta['parts']): void {
    for (const { id, bytes } of parts) this.parts.set(id, bytes);
  }

  merge(body: Uint8Array): Reply {
    const entries = decodeDelta(body).map((sent) => (isInParts(sent) ? this.#joined(sent) : sent));
    if (entries.some(({ clock }) => timeOf(clock) > this.#now() + CLOCK_AHEAD_LIMIT)) {
      return { kind: 'clock-ahead', now: this.#now() };
    }
    const from = this.cursor;
    const winners: Entry[] = [];
    for (const entry of entries) {
      const held = this.held.get(entry.id)?.entry;
      const order = held === undefined || this.#fault.keepsTheLast ? 1 : compareEntries(entry, held);
      if (order > 0) this.held.set(entry.id, { entry, cursor: ++this.cursor });
      else if (order < 0 && held !== undefined) winners.push(held);
    }
    return { kind: 'merged', answer: { from, to: this.cursor, winners } };
  }

  /** `GET …/entries?since=` */
  readonly fetch = async (request: Request): Promise<Response> => {
    const since = Number(new URL(request.url).searchParams.get('since'));
    const newer = [...this.held.values()].filter(({ cursor }) => cursor > since).sort((a, b) => a.cursor - b.cursor);
    const page = newer.slice(0, this.pageSize);
    const cursor = page.at(-1)?.cursor ?? Math.min(since, this.cursor);
    const entries = page.map(({ entry }) => entry);
    const headers = { Date: new Date(this.#now()).toUTCString() };
    return new Response(encodeEntriesPage({ entries, cursor, more: page.length < newer.length }), { headers });
  };

  #joined({
    id,
    clock,
    isTombstone,
    parts,
  }: {
    id: string;
    clock: Entry['clock'];
    isTombstone: boolean;
    parts: readonly PartId[];
  }): Entry {
    const found = parts.map((part) => this.parts.get(part) ?? missing(part));
    const value = new Uint8Array(found.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const bytes of found) {
      value.set(bytes, at);
      at += bytes.length;
    }
    return { id, clock, isTombstone, value };
  }
}

function missing(part: string): never {
  throw new Error(`Part ${part} is missing.`);
}

/** Sends all that a journal has not sent, as the outbox would, and takes in the answers. */
export async function push(journal: Journal, server: ModelServer, collections?: readonly string[]): Promise<void> {
  const names = collections ?? (await journal.dirty()).map(({ name }) => name);
  for (const delta of await journal.delta(names)) {
    const reply = send(delta, server);
    if (reply.kind === 'merged') await take(journal, delta, reply);
    else {
      await journal.correct(reply.now);
      return await push(journal, server, names);
    }
  }
}

export function send(delta: Delta, server: ModelServer): Reply {
  server.upload(delta.parts);
  return server.merge(delta.body);
}

/** The reply of a server that is expected to take what it is sent. */
export function merged(reply: Reply): Merged {
  if (reply.kind !== 'merged') throw new Error(reply.kind);
  return reply;
}

export async function take(journal: Journal, delta: Delta, reply: Merged): Promise<void> {
  await journal.acknowledge(decodeDelta(delta.body), reply.answer);
}

export function pullFrom(journal: Journal, server: ModelServer) {
  return journal.pull({ fetch: server.fetch, origin: 'http://server.test' });
}
