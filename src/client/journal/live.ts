import type { Journal } from '../../journal/index.ts';
import { guarded } from '../../outbox/index.ts';
import { livePath } from '../../protocol/index.ts';
import { type ServerEvents, serverEvents } from './events.ts';
import { type SpaceNews, spaceNewsOf } from './space-news.ts';

export interface LiveParts {
  readonly journal: Pick<Journal, 'account' | 'cursor'>;
  readonly origin: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly pull: () => Promise<void>;
  /** Resolves when nothing of ours is on its way to the server any more. */
  readonly quiet: () => Promise<void>;
  /** The server answers: whatever waits for the network need not wait any more. */
  readonly onConnected: () => void;
  readonly onSpaceNews: (news: SpaceNews) => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Resolves after so many milliseconds, or earlier when there is hope. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

const SHORTEST_PAUSE = 250;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/**
 * Pulls whenever the server tells of changes that this device has not, until `lifetime` ends. Never rejects: a connection
 * that fails is made again, after a while that grows.
 */
export async function followLive(parts: LiveParts, lifetime: AbortSignal): Promise<void> {
  const { random, pause } = parts;
  const connection = new Connection(parts, lifetime);
  for (let failures = 0; !lifetime.aborted; failures += 1) {
    if (await connection.follow()) failures = 0;
    if (lifetime.aborted) return;
    await pause(SHORTEST_PAUSE + random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures));
  }
}

class Connection {
  readonly #parts: LiveParts;
  readonly #lifetime: AbortSignal;
  /** The last event that led to something, or to nothing: one whose pull failed is to be told again. */
  #lastId: string | undefined;

  constructor(parts: LiveParts, lifetime: AbortSignal) {
    this.#parts = parts;
    this.#lifetime = lifetime;
  }

  /** Until the connection ends, one way or another. Says whether it was of any use. */
  async follow(): Promise<boolean> {
    let wasUseful = false;
    let events: ServerEvents | undefined;
    let caughtUp = Promise.resolve();
    try {
      events = await this.#open();
      const { close } = events;
      guarded(this.#parts.onConnected);
      for (let event = await events.next(); event !== undefined; event = await events.next()) {
        const { id } = event;
        const news = spaceNewsOf(event);
        if (news !== undefined) guarded(() => this.#parts.onSpaceNews(news)); // It waits for no entries.
        if (id === undefined) continue;
        caughtUp = caughtUp.then(() => this.#catchUp(id));
        caughtUp.then(() => {
          wasUseful = true;
        }, close);
      }
      await caughtUp;
    } catch {
      // It is made again.
    } finally {
      events?.close();
    }
    return wasUseful;
  }

  async #open(): Promise<ServerEvents> {
    const { journal, origin, fetch } = this.#parts;
    const headers = new Headers({ Accept: 'text/event-stream' });
    if (this.#lastId !== undefined) headers.set('Last-Event-ID', this.#lastId);
    const url = new URL(livePath(journal.account), origin);
    const response = await fetch(new Request(url, { headers, cache: 'no-store', signal: this.#lifetime }));
    if (response.ok && response.body !== null) return serverEvents(response.body);
    await response.body?.cancel();
    throw new TypeError(`The server answered ${response.status}.`);
  }

  /** What this device is sending is told of too, before it is acknowledged here: it must not be read again. */
  async #catchUp(id: string): Promise<void> {
    const { journal, quiet, pull } = this.#parts;
    await quiet();
    if (Number(id) > (await journal.cursor())) await pull();
    this.#lastId = id;
  }
}
