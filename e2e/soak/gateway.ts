import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import type { ArmedFaults } from './armed-faults.ts';
import { isBatch, newEffectsOf, savesOf } from './carried.ts';
import { ask, type Exchange, receive } from './exchange.ts';
import type { FaultKind, RequestFault } from './fault.ts';

/** What the gateway serves itself. */
export interface Scripts {
  readonly page: string;
  readonly worker: string;
}

interface GatewayOptions {
  readonly serverPort: () => number;
  readonly scripts: Scripts;
  readonly faults: ArmedFaults;
  readonly onHit: (kind: FaultKind) => void;
}

/** What the browser takes for the server: serves the soak's page, passes saves on, and does the harm that is armed. */
export class Gateway {
  readonly clocksOfKey = new Map<string, string>();
  readonly newEffectsOfKey = new Map<string, number>();
  /** How often the server gave each status. */
  readonly statuses = new Map<number, number>();
  readonly #options: GatewayOptions;
  readonly #open = new Set<Promise<void>>();
  readonly #server: Server = createServer((incoming, outgoing) => {
    const exchange = receive(incoming, outgoing)
      .then((received) => this.#handle(received))
      .catch(() => void outgoing.destroy()) // The browser or the server died in the middle: so does the connection.
      .finally(() => this.#open.delete(exchange));
    this.#open.add(exchange);
  });

  private constructor(options: GatewayOptions) {
    this.#options = options;
  }

  static async start(options: GatewayOptions): Promise<Gateway> {
    const gateway = new Gateway(options);
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  /** `localhost` counts as secure. */
  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when so many more requests have come in, or when that takes too long (milliseconds); gives how many. */
  async sawRequests(count: number, atMost: number): Promise<number> {
    const signal = AbortSignal.timeout(atMost);
    let seen = 0;
    try {
      for (; seen < count; seen += 1) await once(this.#server, 'request', { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return seen;
  }

  /** Resolves when nothing is on its way to the server any more. */
  async isIdle(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(exchange: Exchange): Promise<void> {
    if (!exchange.path.startsWith('/v1/')) this.#serve(exchange);
    else await this.#befall(exchange, this.#options.faults.take({ isBatch: isBatch(exchange.path) }));
  }

  #serve({ path, outgoing }: Exchange): void {
    const { page, worker } = this.#options.scripts;
    const script = { '/page.js': page, '/sw.js': worker }[path];
    const type = script === undefined ? 'text/html' : 'text/javascript';
    outgoing.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
    outgoing.end(script ?? '<!doctype html><title>Soak</title><script src="/page.js"></script>');
  }

  async #befall(exchange: Exchange, fault: RequestFault | undefined): Promise<void> {
    const { outgoing } = exchange;
    if (fault === undefined) return await this.#pass(exchange);
    switch (fault.kind) {
      case 'answer-dropped':
        return await this.#pass(exchange, () => {
          this.#options.onHit(fault.kind);
          outgoing.destroy();
        });
      case 'stalled':
        this.#options.onHit(fault.kind);
        await Promise.race([after(fault.lasts), once(outgoing, 'close')]);
        if (fault.afterwards === 'passes' && !outgoing.destroyed) return await this.#pass(exchange);
        outgoing.destroy(); // Whoever waited is gone: a request that came later still would be the network's disorder.
        return;
      default:
        this.#options.onHit(fault.kind);
        refuse(exchange, fault);
    }
  }

  /** The server does its work whether or not anybody waits for the answer. */
  async #pass(exchange: Exchange, instead?: () => void): Promise<void> {
    const { path, outgoing } = exchange;
    const saves = savesOf(path, exchange);
    for (const { key, clock } of saves) this.clocksOfKey.set(key, clock);
    const { status, headers, body } = await ask(this.#options.serverPort(), exchange);
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    for (const key of newEffectsOf(path, saves, status, { headers, body })) {
      this.newEffectsOfKey.set(key, (this.newEffectsOfKey.get(key) ?? 0) + 1);
    }
    if (instead !== undefined) instead();
    else outgoing.writeHead(status, headers).end(body);
  }
}

type Refusal = Exclude<RequestFault, { readonly kind: 'answer-dropped' | 'stalled' }>;

const STATUS: Readonly<Record<Refusal['kind'], number>> = {
  'answered-429': 429,
  'answered-500': 500,
  'answered-503': 503,
  'batch-too-large': 413,
};

function refuse({ outgoing }: Exchange, fault: Refusal): void {
  const wait = 'retryAfter' in fault ? { 'Retry-After': String(fault.retryAfter) } : {};
  outgoing.writeHead(STATUS[fault.kind], wait).end();
}
