import * as v from 'valibot';
import {
  BATCH_PATH,
  type BatchAnswerItem,
  batchSchema,
  decodeCbor,
  encodeCbor,
  IDEMPOTENCY_KEY,
  stopsLane,
} from '../../protocol/index.ts';
import type { Clock } from './clock.ts';
import type { HistoryEvent } from './history.ts';
import { FINE, type Reply, refuses, type Told, tellingOf } from './reply.ts';

/** A server that does everything once a key, and otherwise treats requests as it was planned. */
export class Server {
  readonly #note: (event: HistoryEvent) => void;
  readonly #clock: Clock;
  readonly #done = new Set<string>();
  #plan: Reply[] = [];

  constructor(note: (event: HistoryEvent) => void, clock: Clock) {
    this.#note = note;
    this.#clock = clock;
  }

  /** What comes next; after that it is healthy. */
  expect(replies: readonly Reply[]): void {
    this.#plan = [...replies];
  }

  async fetch(request: Request): Promise<Response> {
    const isBatch = new URL(request.url).pathname === BATCH_PATH;
    return await (isBatch ? this.#takeBatch(request) : this.#takeOne(request));
  }

  async #takeOne(request: Request): Promise<Response> {
    const id = request.headers.get(IDEMPOTENCY_KEY) ?? '';
    this.#note({ kind: 'sent', ids: [id] });
    const body = await request.text();
    const reply = this.#next();
    if (isLost(reply)) return await this.#nothing(reply, request.signal);
    const { status, headers } = this.#judge(id, body, reply);
    return await this.#answer(reply, new Response(null, { status, headers }));
  }

  async #takeBatch(request: Request): Promise<Response> {
    const { requests } = v.parse(batchSchema, decodeCbor(new Uint8Array(await request.arrayBuffer())));
    this.#note({ kind: 'sent', ids: requests.map(([key]) => key) });
    const reply = this.#next();
    if (isLost(reply)) return await this.#nothing(reply, request.signal);
    const { status, headers } = tellingOf(reply);
    if (status !== 200 && !isOfOneTask(reply))
      return await this.#answer(reply, new Response(null, { status, headers }));
    return await this.#answer(reply, new Response(encodeCbor({ answers: this.#takeAll(requests) })));
  }

  #takeAll(requests: v.InferOutput<typeof batchSchema>['requests']): BatchAnswerItem[] {
    const stopped = new Set<number>();
    return requests.map(([key, lane, , , , body]) => {
      if (lane !== null && stopped.has(lane)) return null;
      const { status, headers } = this.#judge(key, new TextDecoder().decode(body ?? undefined), this.#next());
      if (lane !== null && stopsLane(status)) stopped.add(lane);
      return [status, headers, new Uint8Array()];
    });
  }

  /** A key that is known gets the answer that it was given, unless the server cannot answer at all. */
  #judge(id: string, body: string, reply: Reply): Told {
    const telling = tellingOf(isLost(reply) ? FINE : reply);
    if (telling.status !== 200 && !(this.#done.has(id) && refuses(telling.status))) {
      if (refuses(telling.status)) this.#note({ kind: 'refused', id, status: telling.status });
      return telling;
    }
    if (!this.#done.has(id)) this.#note({ kind: 'effect', id, body });
    this.#done.add(id);
    return tellingOf(FINE);
  }

  async #answer({ kind, delay }: Reply, response: Response): Promise<Response> {
    if (delay > 0) await this.#clock.after(delay);
    if (kind === 'answer-lost') throw new TypeError('The connection was cut.');
    return response;
  }

  async #nothing({ kind, delay }: Reply, signal: AbortSignal): Promise<never> {
    if (kind === 'silence') await aborted(signal);
    else if (delay > 0) await this.#clock.after(delay);
    throw new TypeError('The network is gone.');
  }

  #next(): Reply {
    return this.#plan.shift() ?? FINE;
  }
}

function isLost({ kind }: Reply): boolean {
  return kind === 'request-lost' || kind === 'silence';
}

function isOfOneTask({ kind }: Reply): boolean {
  return kind === 'malformed' || kind === 'conflict';
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
