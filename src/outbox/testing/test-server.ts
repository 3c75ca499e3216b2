import * as v from 'valibot';
import {
  BATCH_PATH,
  type BatchAnswerItem,
  type BatchItem,
  batchSchema,
  CBOR,
  decodeCbor,
  encodeCbor,
  IDEMPOTENCY_KEY,
  stopsLane,
} from '../../protocol/index.ts';

/** One request as it reached the server, alone or in a batch. */
export interface Received {
  readonly key: string;
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  /** When it came. */
  readonly time: number;
}

type Respond<Request> = (request: Request) => Response | Promise<Response>;

/** One batch as it reached the server. */
export interface ReceivedBatch {
  readonly items: readonly BatchItem[];
  readonly headers: Headers;
}

/** A server that answers as the test says, and notes what reached it. */
export class TestServer {
  readonly received: Received[] = [];
  readonly batches: ReceivedBatch[] = [];
  /** Answers a request, alone or in a batch. */
  respond: Respond<Received> = () => answer(204);
  /** Answers a whole batch in the place of its items, unless it gives nothing. */
  respondToBatch: (batch: ReceivedBatch) => Response | Promise<Response> | undefined = () => undefined;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The keys of what it received, in order. */
  get keys(): readonly string[] {
    return this.received.map(({ key }) => key);
  }

  /** The keys of each batch. */
  get keysOfBatches(): readonly (readonly string[])[] {
    return this.batches.map(({ items }) => items.map(([key]) => key));
  }

  answerAll(status: number, headers: Readonly<Record<string, string>> = {}): void {
    this.respond = () => answer(status, headers);
  }

  /** Answers these paths so, and every other one with 204. */
  answerOnly(statuses: Readonly<Record<string, number>>): void {
    this.respond = ({ path }) => answer(statuses[path] ?? 204);
  }

  beSilent(): void {
    this.respond = () => Promise.reject(new TypeError('Failed to fetch'));
    this.respondToBatch = () => Promise.reject(new TypeError('Failed to fetch'));
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { signal } = request;
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return await Promise.race([this.#take(request), aborted]);
  };

  async #take(request: Request): Promise<Response> {
    const { method, headers } = request;
    const { origin, pathname: path } = new URL(request.url);
    if (method === 'POST' && path === BATCH_PATH) return await this.#takeBatch(request);
    const key = headers.get(IDEMPOTENCY_KEY) ?? '';
    return await this.#note({ key, origin, path, method, headers, body: await request.text(), time: this.#now() });
  }

  async #takeBatch(request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const batch = { items: v.parse(batchSchema, decodeCbor(bytes)).requests, headers: request.headers };
    this.batches.push(batch);
    const whole = this.respondToBatch(batch);
    return whole === undefined ? batchAnswer(await this.#answerItems(batch, new URL(request.url).origin)) : await whole;
  }

  /** In their order; what stands in a lane behind one that is to be sent again is passed over. */
  async #answerItems({ items }: ReceivedBatch, origin: string): Promise<readonly BatchAnswerItem[]> {
    const stopped = new Set<number>();
    const answers: BatchAnswerItem[] = [];
    for (const [key, lane, method, path, headers, body] of items) {
      if (lane !== null && stopped.has(lane)) {
        answers.push(null);
        continue;
      }
      const text = new TextDecoder().decode(body ?? new Uint8Array());
      const request = { key, origin, path, method, headers: new Headers(headers), body: text, time: this.#now() };
      const response = await this.#note(request);
      if (lane !== null && stopsLane(response.status)) stopped.add(lane);
      answers.push([
        response.status,
        Object.fromEntries(response.headers),
        new Uint8Array(await response.arrayBuffer()),
      ]);
    }
    return answers;
  }

  async #note(request: Received): Promise<Response> {
    this.received.push(request);
    return await this.respond(request);
  }
}

export function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...headers } });
}

/** An answer to a batch with these answers in it. */
export function batchAnswer(answers: readonly BatchAnswerItem[]): Response {
  return new Response(encodeCbor({ answers }), { headers: { 'Content-Type': CBOR } });
}
