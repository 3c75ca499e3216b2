import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundlePage, bundleWorker } from './bundles.ts';
import { FOREIGN_WORKER, type WorkerVariant } from './worker-variants.ts';

/** Any page may call the API, as one opened from a file has to. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, PATCH, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key',
};

interface Scripts {
  readonly page: ReadonlyMap<string, string>;
  readonly worker: string;
}

let bundling: Promise<Scripts> | undefined;

/** Serves the lab's page and one of its workers, and passes everything under `/v1/` on to the real server. */
export class LabSite {
  /** What `/sw.js` is from now on. */
  worker: WorkerVariant | 'foreign' = 'plain';
  readonly #scripts: Scripts;
  readonly #target: () => number;
  readonly #server: Server = createServer((incoming, outgoing) => this.#handle(incoming, outgoing));

  private constructor(scripts: Scripts, target: () => number) {
    this.#scripts = scripts;
    this.#target = target;
  }

  static async start(target: () => number): Promise<LabSite> {
    bundling ??= bundleScripts();
    const site = new LabSite(await bundling, target);
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/v1/')) this.#answerApi(incoming, outgoing);
    else if (pathname === '/sw.js') answer(outgoing, 'text/javascript', this.#workerScript());
    else if (pathname === '/') answer(outgoing, 'text/html', html('<script type="module" src="/page.js"></script>'));
    else if (pathname === '/empty') answer(outgoing, 'text/html', html(''));
    else {
      const script = this.#scripts.page.get(pathname.slice(1));
      if (script === undefined) outgoing.writeHead(404).end();
      else answer(outgoing, 'text/javascript', script);
    }
  }

  #workerScript(): string {
    return this.worker === 'foreign' ? FOREIGN_WORKER : `var variant = '${this.worker}';\n${this.#scripts.worker}`;
  }

  #answerApi(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url, headers } = incoming;
    if (method === 'OPTIONS') {
      outgoing.writeHead(204, CORS).end();
      return;
    }
    const toServer = forward({ host: '127.0.0.1', port: this.#target(), method, path: url, headers }, (answered) => {
      outgoing.writeHead(answered.statusCode ?? 502, { ...answered.headers, ...CORS });
      answered.pipe(outgoing);
    });
    toServer.on('error', () => outgoing.destroy());
    incoming.pipe(toServer);
  }
}

async function bundleScripts(): Promise<Scripts> {
  const [page, worker] = await Promise.all([bundlePage(), bundleWorker()]);
  return { page, worker };
}

export function html(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Lab</title>${body}</html>`;
}

function answer(outgoing: ServerResponse, type: string, body: string): void {
  outgoing.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}
