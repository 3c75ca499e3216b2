import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { App } from '../../e2e/support/app.ts';
import { openChromium } from '../../e2e/support/browsers.ts';
import { FaultyProxy } from '../../e2e/support/faulty-proxy.ts';
import { Server } from '../../e2e/support/server.ts';
import { PageServer } from './page-server.ts';

/** What one change of the display name sends, beside the monolithic save of the same account. */
export async function measurePayload(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-bench-'));
  const context = await openChromium(join(directory, 'profile'));
  try {
    const { head, body } = await renameBytes(context, join(directory, 'data'));
    const monolith = await monolithBytes(context);
    return {
      'payload.displayNameBytes': head + body,
      'payload.displayNameBodyBytes': body,
      'payload.monolithBytes': monolith,
      'payload.ratio': Math.round(monolith / (head + body)),
    };
  } finally {
    await context.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function renameBytes(context: BrowserContext, data: string): Promise<{ head: number; body: number }> {
  const server = await new Server(data).start();
  const wire = await new FaultyProxy(() => server.port).start();
  try {
    const app = new App(await context.newPage(), wire.url);
    await app.loadSample();
    const before = wire.saves.length;
    await app.saveDisplayName('Robin Hale');
    await wire.sawSaves(before + 1);
    await app.isDelivered();
    const sent = wire.saves.slice(before);
    const total = (pick: (save: (typeof sent)[number]) => number) => sent.reduce((sum, save) => sum + pick(save), 0);
    return { head: total(({ headBytes }) => headBytes), body: total(({ body }) => body.length) };
  } finally {
    await wire.stop();
    await server.kill();
  }
}

async function monolithBytes(context: BrowserContext): Promise<number> {
  const server = await PageServer.start(new URL('monolith-page.ts', import.meta.url).pathname);
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.evaluate(() => window.saveSampleAsMonolith());
    return server.posted;
  } finally {
    await server.stop();
  }
}
