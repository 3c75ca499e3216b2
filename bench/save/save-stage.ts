import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright/test';
import { openChromium } from '../../e2e/support/browsers.ts';
import { FaultyProxy } from '../../e2e/support/faulty-proxy.ts';
import { Server } from '../../e2e/support/server.ts';
import { bundled } from '../stage/scripts.ts';

/** A browser without a past, the real server, the reference worker, and the page of these benches before them. */
export interface SaveStage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly wire: FaultyProxy;
}

const HTML = '<!doctype html><title>Bench</title><script src="/bench.js"></script>';

export async function onSaveStage<Result>(measure: (stage: SaveStage) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-bench-'));
  const server = await new Server(join(directory, 'data')).start();
  const wire = await new FaultyProxy(() => server.port).start();
  const context = await openChromium(join(directory, 'profile'));
  try {
    const script = await bundled(new URL('save-page.ts', import.meta.url));
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

/** Bytes on the wire, request lines and headers included, of all that is saved while `work` goes on. */
export async function bytesSaved({ page, wire }: SaveStage, work: () => Promise<unknown>): Promise<number> {
  const before = wire.writes.length;
  await work();
  await isDelivered(page);
  return wire.writes.slice(before).reduce((sum, { headBytes, body }) => sum + headBytes + body.length, 0);
}

/** Resolves when nothing waits any more. */
export async function isDelivered(page: Page): Promise<void> {
  await page.waitForFunction(() => window.savePage.waiting() === 0, undefined, { timeout: 300_000 });
}
