import * as v from 'valibot';
import type { ModelEpochs } from '../../account/testing/model-epochs.ts';
import {
  type Chunk,
  type ChunkId,
  CLOCK_AHEAD_LIMIT,
  type Clock,
  chunkIdSchema,
  compareEntries,
  type DeltaAnswer,
  decodeCbor,
  decodeDelta,
  deltaOf,
  type Entry,
  encodeChunks,
  encodeEntriesPage,
  FIRST_EPOCH,
  isInParts,
  type PartId,
  type ProblemCode,
  problem,
  timeOf,
} from '../../protocol/index.ts';
import { epochOf } from '../epochs/epoch-of.ts';
import type { Delta, Journal } from '../journal.ts';

interface Held {
  readonly entry: Entry;
  readonly cursor: number;
}

/** What a server made of a delta. */
export type Reply =
  | Merged
  | { readonly kind: 'clock-ahead'; readonly now: number }
  | { readonly kind: 'chunks-missing'; readonly missing: readonly ChunkId[] }
  | { readonly kind: 'tombstones-pruned' }
  /** A value is sealed under other keys than the delta says. */
  | { readonly kind: 'invalid-body' }
  /** It was sealed under keys of this epoch, which is past. */
  | { readonly kind: 'epoch-superseded'; readonly epoch: number };

/** A server's contents at one moment. */
export type Backup = Pick<ModelServer, 'cursor' | 'prunedCursor' | 'prunedClock'> & {
  readonly held: ReadonlyMap<string, Held>;
  readonly chunks: ReadonlyMap<ChunkId, Chunk>;
};

interface Merged {
  readonly kind: 'merged';
  readonly answer: DeltaAnswer;
}

/** The protocol's server for one account, in memory. */
export class ModelServer {
  readonly held = new Map<string, Held>();
  readonly parts = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly chunks = new Map<ChunkId, Chunk>();
  cursor = 0;
  generation = 'generation-0-aaaaaaaaa';
  /** Servers of before told nothing. */
  tellsHistory = true;
  prunedCursor = 0;
  prunedClock: Clock | null = null;
  /** Entries on one page. */
  pageSize = 3;
  /** What it knows of the account's keys, where they may change. */
  epochs: ModelEpochs | undefined;
  readonly #now: () => number;
  readonly #fault: { readonly keepsTheLast: boolean };

  constructor(now: () => number, fault: { readonly keepsTheLast: boolean } = { keepsTheLast: false }) {
    this.#now = now;
    this.#fault = fault;
  }

  upload(parts: Delta['parts']): void {
    for (const { id, bytes } of parts) this.parts.set(id, bytes);
  }

  /** `PUT …/chunks`: what is there already stays as it is. */
  keep(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) if (!this.chunks.has(chunk.id)) this.chunks.set(chunk.id, chunk);
  }

  /** Removes the chunks that no entry refers to. */
  collect(): void {
    const named = [...this.held.values()].flatMap(({ entry }) => entry.chunks ?? []);
    const taken = new Set(this.#withPieces(named));
    for (const id of this.chunks.keys()) if (!taken.has(id)) this.chunks.delete(id);
  }

  #withPieces(lists: readonly ChunkId[]): readonly ChunkId[] {
    return [...lists, ...lists.flatMap((list) => this.chunks.get(list)?.refs ?? [])];
  }

  merge(body: Uint8Array): Reply {
    const delta = deltaOf(decodeCbor(body));
    if (delta.epoch !== (this.epochs?.epoch ?? delta.epoch)) return { kind: 'epoch-superseded', epoch: delta.epoch };
    const entries = delta.entries.map((sent) => (isInParts(sent) ? this.#joined(sent) : sent));
    const { epoch = FIRST_EPOCH } = this.epochs ?? {};
    if (epoch > FIRST_EPOCH && entries.some((entry) => epochOf(entry) !== epoch)) return { kind: 'invalid-body' };
    if (entries.some(({ clock }) => timeOf(clock) > this.#now() + CLOCK_AHEAD_LIMIT)) {
      return { kind: 'clock-ahead', now: this.#now() };
    }
    const { prunedClock } = this;
    if (prunedClock !== null && entries.some(({ id, clock }) => !this.held.has(id) && clock <= prunedClock)) {
      return { kind: 'tombstones-pruned' };
    }
    const taken = this.#withPieces(entries.flatMap((entry) => (this.#isWritten(entry) ? (entry.chunks ?? []) : [])));
    const missing = [...new Set(taken)].filter((id) => !this.chunks.has(id));
    if (missing.length > 0) return { kind: 'chunks-missing', missing };
    const from = this.cursor;
    const winners: Entry[] = [];
    for (const entry of entries) {
      const order = this.#orderOf(entry);
      const held = this.held.get(entry.id)?.entry;
      if (order > 0) this.held.set(entry.id, { entry, cursor: ++this.cursor });
      else if (order < 0 && held !== undefined) winners.push(held);
    }
    return { kind: 'merged', answer: { from, to: this.cursor, winners } };
  }

  #isWritten(entry: Entry): boolean {
    return this.#orderOf(entry) > 0;
  }

  #orderOf(entry: Entry): number {
    const held = this.held.get(entry.id)?.entry;
    return held === undefined || this.#fault.keepsTheLast ? 1 : compareEntries(entry, held);
  }

  /** `GET …/entries?since=&check=`, `GET …/chunks?ids=`, and what is about epochs. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const answer = await this.epochs?.fetch(request);
    if (answer !== undefined) return answer;
    const { pathname, searchParams: asked } = new URL(request.url);
    if (pathname.endsWith('/chunks')) {
      const ids = asked.get('ids')?.split(',') ?? [];
      const found = ids.flatMap((id) => this.chunks.get(v.parse(chunkIdSchema, id)) ?? []);
      return new Response(encodeChunks(found));
    }
    const since = Number(asked.get('since'));
    if (since > 0 && since < this.prunedCursor && Number(asked.get('pruned')) < this.prunedCursor)
      return refusal('cursor-pruned', 410);
    const newer = [...this.held.values()].filter(({ cursor }) => cursor > since).sort((a, b) => a.cursor - b.cursor);
    const page = newer.slice(0, this.pageSize);
    const more = page.length < newer.length;
    const cursor = more ? (page.at(-1)?.cursor ?? since) : this.cursor;
    const checked = this.held.get(asked.get('check') ?? '');
    const told = checked === undefined || page.includes(checked) ? page : [...page, checked];
    const { generation, prunedCursor, prunedClock } = this;
    const history = this.tellsHistory
      ? { generation, epoch: this.epochs?.epoch ?? FIRST_EPOCH, prunedCursor, prunedClock }
      : undefined;
    const headers = { Date: new Date(this.#now()).toUTCString() };
    return new Response(
      encodeEntriesPage({ entries: told.map(({ entry }) => entry), cursor, more, ...(history && { history }) }),
      {
        headers,
      },
    );
  };

  /** What it holds now, to be served again later. */
  backup(): Backup {
    return {
      held: new Map(this.held),
      chunks: new Map(this.chunks),
      cursor: this.cursor,
      prunedCursor: this.prunedCursor,
      prunedClock: this.prunedClock,
    };
  }

  /** `backhaul restore` gives the history another name; who only puts the files back does not. */
  restore({ held, chunks, ...rest }: Backup, generation = this.generation): void {
    this.held.clear();
    for (const [id, one] of held) this.held.set(id, one);
    this.chunks.clear();
    for (const [id, chunk] of chunks) this.chunks.set(id, chunk);
    Object.assign(this, rest, { generation });
  }

  /** Removes tombstones of changes up to this one. */
  prune(watermark: number): void {
    for (const [id, { entry, cursor }] of this.held) {
      if (!entry.isTombstone || cursor > watermark) continue;
      this.held.delete(id);
      this.prunedCursor = Math.max(this.prunedCursor, cursor);
      if (this.prunedClock === null || entry.clock > this.prunedClock) this.prunedClock = entry.clock;
    }
  }

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

function refusal(code: ProblemCode, status: number): Response {
  return Response.json(problem(code, status, code), { status });
}

function missing(part: string): never {
  throw new Error(`Part ${part} is missing.`);
}

/** Sends all that a journal has not sent, as the outbox would, and takes in the answers. */
export async function push(journal: Journal, server: ModelServer, collections?: readonly string[]): Promise<void> {
  const names = collections ?? (await journal.dirty()).map(({ name }) => name);
  for (const delta of await journal.delta(names)) {
    await uploadChunks(journal, delta, server);
    const reply = send(delta, server);
    if (reply.kind === 'merged') await take(journal, delta, reply);
    else if (reply.kind === 'tombstones-pruned') return await journal.readAgain();
    else if (reply.kind === 'clock-ahead' || reply.kind === 'chunks-missing') {
      if (reply.kind === 'clock-ahead') await journal.correct(reply.now);
      else await journal.markChunks(reply.missing, 'unsent');
      return await push(journal, server, names);
    } else if (reply.kind === 'invalid-body') throw new Error('It was sealed under other keys.');
    else if (await (await journal.epochs()).superseded(reply.epoch)) return await push(journal, server, names);
  }
}

/** Brings the chunks of a delta to the server. Gives their bytes. */
export async function uploadChunks(journal: Journal, { chunks: ids }: Delta, server: ModelServer): Promise<number> {
  const chunks = await journal.chunks(ids);
  server.keep(chunks);
  await journal.markChunks(ids, 'sent');
  return encodeChunks(chunks).length;
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
