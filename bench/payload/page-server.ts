import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleScript } from '../../e2e/support/bundle.ts';

/** Serves one page with one bundled script, and counts the bytes of what it posts. */
export class PageServer {
  /** Bytes of request line, headers and body of all posts. */
  posted = 0;
  readonly #script: string;
  readonly #server: Server = createServer(async (incoming, outgoing) => {
    if (incoming.method === 'POST') this.posted += await bytesOf(incoming);
    const isScript = incoming.url === '/page.js';
    outgoing.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' });
    outgoing.end(isScript ? this.#script : '<!doctype html><title>Bench</title><script src="/page.js"></script>');
  });

  private constructor(script: string) {
    this.#script = script;
  }

  static async start(entry: string): Promise<PageServer> {
    const server = new PageServer(await bundleScript(entry));
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

async function bytesOf(incoming: IncomingMessage): Promise<number> {
  const { method = '', url = '', rawHeaders } = incoming;
  let bytes = `${method} ${url} HTTP/1.1\r\n\r\n`.length + rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  for await (const part of incoming) bytes += part.length;
  return bytes;
}
