import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api.ts';
import { bundled } from './scripts.ts';

/** What one contestant brings to its origin. */
export interface Scripts {
  readonly page: URL;
  /** Served as `/sw.js`. */
  readonly worker?: URL;
}

/** An isolated page has a clock of 5 µs instead of 100. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** One origin with one page, one worker and one server. Its port is new: nothing is stored for it yet. */
export class Origin {
  readonly api: Api;
  readonly #scripts: ReadonlyMap<string, string>;
  readonly #server: Server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/v1/')) void this.api.handle(incoming, outgoing);
    else this.#serve(pathname, outgoing);
  });

  private constructor(scripts: ReadonlyMap<string, string>, api: Api) {
    this.#scripts = scripts;
    this.api = api;
  }

  static async open({ page, worker }: Scripts, roundTrip: number): Promise<Origin> {
    const scripts = new Map([['/page.js', await bundled(page)]]);
    if (worker !== undefined) scripts.set('/sw.js', await bundled(worker));
    const origin = new Origin(scripts, new Api(roundTrip));
    await new Promise<void>((resolve) => origin.#server.listen(0, '127.0.0.1', resolve));
    return origin;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(path: string, outgoing: ServerResponse): void {
    const script = this.#scripts.get(path);
    if (script !== undefined) {
      outgoing.writeHead(200, { 'Content-Type': 'text/javascript', ...ISOLATED }).end(script);
    } else if (path === '/') {
      const page = '<!doctype html><title>Bench</title><script src="/page.js"></script>';
      outgoing.writeHead(200, { 'Content-Type': 'text/html', ...ISOLATED }).end(page);
    } else {
      outgoing.writeHead(404).end();
    }
  }
}
