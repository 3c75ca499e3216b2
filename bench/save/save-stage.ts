import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright/test';
import { openChromium } from '../../e2e/support/browsers.ts';
import { FaultyProxy, type Received } from '../../e2e/support/faulty-proxy.ts';
import { Server } from '../../e2e/support/server.ts';
import { signatureBytes } from '../../e2e/support/signature-bytes.ts';
import { bundled } from '../stage/scripts.ts';

/** A browser without a past, the real server, the reference worker, and the page of these benches before them. */
export interface SaveStage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly wire: FaultyProxy;
}

const HTML = '<!doctype html><title>Bench</title><script src="/bench.js"></script>';

/** The page's script is that of `save`, unless told. */
export async function onSaveStage<Result>(
  measure: (stage: SaveStage) => Promise<Result>,
  entry = new URL('save-page.ts', import.meta.url),
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-bench-'));
  const server = await new Server(join(directory, 'data')).start();
  const wire = await new FaultyProxy(() => server.port).start();
  const context = await openChromium(join(directory, 'profile'));
  try {
    const script = await bundled(entry);
    await context.route('**/bench.html', (route) => route.fulfill({ contentType: 'text/html', body: HTML }));
    await context.route('**/bench.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
    const page = await context.newPage();
    await page.goto(`${wire.url}/bench.html`);
    return await measure({ context, page, wire });
  } finally {
    await context.close();
    await wire.stop();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Bytes of the requests that change something. */
export interface SavedBytes {
  /** Everything on the wire, over HTTP/1.1. */
  readonly wire: number;
  /** Without the headers that this browser puts on each of its requests, whoever makes it. */
  readonly own: number;
  /** What of that says whose the requests are. */
  readonly signatures: number;
}

/** Headers that a page's code does not choose. Over HTTP/2 those that stay the same cost a byte or two each. */
const BROWSERS_OWN = /^(accept(-.*)?|connection|host|origin|referer|user-agent|sec-.*)$/i;

/** What is sent of all that is saved while `work` goes on, until all of it is delivered. */
export async function bytesSaved({ page, wire }: SaveStage, work: () => Promise<unknown>): Promise<SavedBytes> {
  const before = wire.writes.length;
  await work();
  await page.evaluate(() => window.savePage.isDelivered());
  return bytesOf(wire.writes.slice(before));
}

export function bytesOf(sent: readonly Received[]): SavedBytes {
  const total = sent.reduce((sum, { headBytes, body }) => sum + headBytes + body.length, 0);
  return {
    wire: total,
    own: total - sent.reduce((sum, { headers }) => sum + browsersOwn(headers), 0),
    signatures: sent.reduce((sum, request) => sum + signatureBytes(request), 0),
  };
}

function browsersOwn(headers: Record<string, string | string[] | undefined>): number {
  const lines = Object.entries(headers).filter(([name]) => BROWSERS_OWN.test(name));
  return lines.reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 0);
}
