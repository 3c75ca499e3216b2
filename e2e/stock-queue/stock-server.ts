import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bundleScript } from '../support/bundle.ts';

/** Serves a page with the stock queue's worker. A save that arrives is counted, and has no effect. */
export class StockServer {
  saves = 0;
  /** What saves are answered from now on; as long as it is nothing, they never are. */
  status: number | undefined;
  readonly #worker: string;
  readonly #server: Server = createServer((incoming, outgoing) => {
    if (incoming.url === '/save') {
      this.saves += 1;
      if (this.status !== undefined) outgoing.writeHead(this.status).end();
      return;
    }
    const isWorker = incoming.url === '/sw.js';
    outgoing.writeHead(200, { 'Content-Type': isWorker ? 'text/javascript' : 'text/html' });
    outgoing.end(isWorker ? this.#worker : '<!doctype html><title>Stock queue</title>');
  });

  private constructor(worker: string) {
    this.#worker = worker;
  }

  static async start(): Promise<StockServer> {
    const server = new StockServer(await bundleScript(fileURLToPath(new URL('sw.ts', import.meta.url))));
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
