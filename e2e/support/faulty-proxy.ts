import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signal } from './signal.ts';

/** What becomes of one request on its way to the server. */
export type Fault =
  /** The proxy answers; the server never hears of it. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The server does its work and answers; the connection breaks before the answer gets out. */
  | { readonly kind: 'drop-answer' }
  /** The server does its work and answers; the answer never gets out while the connection lasts. */
  | { readonly kind: 'keep-answer' }
  /** Nothing goes on until `until` resolves; then the request goes to the server. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** Nothing goes on until the connection ends; the server never hears of it. */
  | { readonly kind: 'swallow' }
  /** The connection breaks, at once unless `until` has to resolve first; the server never hears of it. */
  | { readonly kind: 'cut'; readonly until?: Promise<unknown> };

/** A request as it came in, with the time in milliseconds since 1970. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  /** Bytes of the body. */
  readonly body: Buffer;
  /** Bytes of the request line and the headers. */
  readonly headBytes: number;
  readonly time: number;
}

interface Answered {
  /** The idempotency key of what was asked. */
  readonly key: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** From the record of what was done before. */
  readonly isReplayed: boolean;
}

type Matcher = (request: { readonly method: string; readonly path: string }) => boolean;

export const isSave: Matcher = ({ method, path }) => method === 'PATCH' && path.startsWith('/v1/');

/** Stands between the browser and the real server, notes what passes, and does harm on request. */
export class FaultyProxy {
  readonly received: Received[] = [];
  /** Answers of the server, in the order in which it gave them, also those that never got out. */
  readonly answers: Answered[] = [];
  readonly #target: () => number;
  readonly #faults: { readonly match: Matcher; readonly fault: Fault; times: number }[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #server: Server = createServer((incoming, outgoing) => void this.#handle(incoming, outgoing));

  constructor(target: () => number) {
    this.#target = target;
  }

  /** On any port, unless one is given. */
  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  /** What the browser takes for the server's origin: `localhost` counts as secure. */
  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get saves(): readonly Received[] {
    return this.received.filter(isSave);
  }

  /** Everything that changes something at the server: saves, parts, whole batches. */
  get writes(): readonly Received[] {
    return this.received.filter(({ method }) => method !== 'GET');
  }

  /** Does `fault` to the next `times` requests that match. */
  inject(fault: Fault, match: Matcher = isSave, times = 1): void {
    this.#faults.push({ match, fault, times });
  }

  /** Keeps the next `times` requests that match where they are, until what it gives back is called. */
  hold(match: Matcher = isSave, times = 1): () => void {
    const { promise, resolve } = signal();
    this.inject({ kind: 'hold', until: promise }, match, times);
    return resolve;
  }

  /**
   * Whether the server has had the effect of this key once, and answered every other attempt from its record. What it did not let in was
   * none: Chromium itself sends a request again whose connection broke, with a signature that was used already.
   */
  hadOneEffect(key: string | undefined): boolean {
    const saves = this.answers.filter((answer) => answer.key === key && answer.status !== 401);
    return saves.length > 1 && saves.filter(({ isReplayed }) => !isReplayed).length === 1;
  }

  /** Does no harm from now on. */
  heal(): void {
    this.#faults.length = 0;
  }

  /** Resolves as soon as `count` saves have come in. */
  async sawSaves(count: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.saves.length < count) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const request = received(incoming, body);
    this.received.push(request);
    for (const listener of this.#listeners) listener();
    const fault = this.#faultFor(request);
    if (fault?.kind === 'swallow') return;
    if (fault?.kind === 'cut') {
      await fault.until;
      outgoing.destroy();
      return;
    }
    if (fault?.kind === 'answer') {
      outgoing.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    if (fault?.kind === 'hold') await fault.until;
    this.#pass(incoming, body, outgoing, fault);
  }

  #faultFor(request: Received): Fault | undefined {
    const planned = this.#faults.find(({ match, times }) => times > 0 && match(request));
    if (planned === undefined) return undefined;
    planned.times -= 1;
    return planned.fault;
  }

  #pass(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
    fault: Fault | undefined,
  ): void {
    const options = { host: '127.0.0.1', port: this.#target(), method, path: url, headers };
    const toServer = forward(options, (answer) => {
      this.answers.push({
        key: headers['idempotency-key']?.toString(),
        method: method ?? '',
        path: url ?? '',
        status: answer.statusCode ?? 502,
        isReplayed: answer.headers['idempotent-replayed'] === 'true',
      });
      if (fault?.kind === 'drop-answer') answer.on('end', () => outgoing.destroy());
      if (fault?.kind === 'drop-answer' || fault?.kind === 'keep-answer') {
        answer.resume();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    toServer.on('error', () => outgoing.destroy());
    toServer.end(body);
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
}

function received(incoming: IncomingMessage, body: Buffer): Received {
  const { method = '', url: path = '', headers, rawHeaders } = incoming;
  const lines = rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  const key = headers['idempotency-key'];
  const headBytes = `${method} ${path} HTTP/1.1\r\n`.length + lines + 2;
  return { method, path, key: Array.isArray(key) ? key[0] : key, headers, body, headBytes, time: Date.now() };
}
