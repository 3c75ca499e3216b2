import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, expect, type Page } from 'playwright/test';
import { App } from '../../e2e/support/app.ts';
import { openChromium } from '../../e2e/support/browsers.ts';
import { Server } from '../../e2e/support/server.ts';
import { firstLoad } from '../../scripts/shell-size.mjs';
import type { Figures } from '../figures.ts';
import { bundled } from '../stage/scripts.ts';
import { median, toThreeDigits } from '../stage/statistics.ts';
import { type Observed, observe } from './observed.ts';

const SPACES = 500;
const LOADS = 5;
const PHONE = { viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true };
const SLOWER = 4;
/** Milliseconds: a bound for a loaded machine. */
const PATIENCE = 120_000;
const HTML = '<!doctype html><title>Bench</title><script src="/bench.js"></script>';

/** How the app feels on a slow phone with hundreds of spaces. */
export async function measureApp(): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-bench-'));
  const server = await new Server(join(directory, 'data')).start();
  const context = await openChromium(join(directory, 'profile'), [], PHONE);
  try {
    const script = await bundled(new URL('account-page.ts', import.meta.url));
    await context.route('**/bench.html', (route) => route.fulfill({ contentType: 'text/html', body: HTML }));
    await context.route('**/bench.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
    const page = await context.newPage();
    await page.goto(`${server.url}/bench.html`);
    await page.evaluate((spaces) => window.makeAccount(spaces), SPACES);
    const app = new App(page, server.url);
    await app.open();
    await expect(app.composer).toBeVisible({ timeout: PATIENCE });
    await expect(app.status).toHaveText('Up to date', { timeout: PATIENCE });
    await page.addInitScript(observe);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const loads = await load(app, session);
    const used = await use(app, session);
    const { shell, space } = firstLoad();
    return {
      'app.shellKiB': toThreeDigits(shell),
      'app.spaceKiB': toThreeDigits(space),
      'app.lcpMs': Math.round(median(loads.map(({ lcp }) => lcp))),
      'app.cls': toThreeDigits(Math.max(...loads.map(({ cls }) => cls))),
      'app.inpMs': used.inp,
      'app.longTasksOnSave': used.longTasksOnSave,
    };
  } finally {
    await context.close();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Loads the app again and again as if for the first time. */
async function load(app: App, session: CDPSession): Promise<readonly Observed[]> {
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  const loads: Observed[] = [];
  for (let count = 0; count < LOADS; count += 1) {
    await app.open();
    await expect(app.composer).toBeVisible({ timeout: PATIENCE });
    await expect(app.status).toHaveText('Up to date', { timeout: PATIENCE });
    await settled(app.page);
    loads.push(await app.page.evaluate(() => window.observed));
  }
  return loads;
}

/** What a person does in a minute. */
async function use(app: App, session: CDPSession): Promise<{ readonly inp: number; readonly longTasksOnSave: number }> {
  const { page } = app;
  await page.getByRole('button', { name: 'Spaces' }).tap();
  const list = page.getByRole('dialog', { name: 'Spaces' });
  await expect(list).toBeVisible();
  await session.send('Input.synthesizeScrollGesture', { x: 120, y: 500, yDistance: -4_000, speed: 4_000 });
  await list.getByRole('link').nth(12).tap();
  await expect(list).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).tap();
  const name = app.settings.getByRole('textbox', { name: 'Display name' });
  await name.tap();
  await name.pressSequentially(' of the Tides', { delay: 50 });
  await settled(page);
  const before = await page.evaluate(() => window.observed.longTasks);
  await app.settings.getByRole('button', { name: 'Save' }).tap();
  await app.isDelivered();
  await settled(page);
  const { inp, longTasks } = await page.evaluate(() => window.observed);
  return { inp, longTasksOnSave: longTasks - before };
}

/** Until the browser has had nothing to do, and has told its observers. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((resolve) => requestIdleCallback(() => setTimeout(resolve), { timeout: 5_000 })),
  );
}
