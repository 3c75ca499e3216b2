import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';
import { FaultyProxy, isSave } from '../support/faulty-proxy.ts';
import { fillOutbox, limitOutboxRoom, makeRoom } from '../support/outbox-room.ts';
import { Server } from '../support/server.ts';

const WIDE = { width: 1100, height: 760 };
const PHONE = { width: 375, height: 720 };

/** Takes a picture of every screen and state, in both themes and at phone width, into `folder`. */
export async function takePictures(folder: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) await inTheme(colorScheme, folder);
}

async function inTheme(colorScheme: 'light' | 'dark', folder: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-pictures-'));
  const server = await new Server(join(directory, 'data')).start();
  const wire = await new FaultyProxy(() => server.port).start();
  const context = await openChromium(join(directory, 'profile'));
  try {
    await limitOutboxRoom(context);
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const app = new App(page, wire.url);
    const picture = (name: string) => page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await firstRun(app, picture);
    await settings(app, picture);
    await withoutRoom(app, picture);
    await troubles(app, wire, (isOffline) => context.setOffline(isOffline), picture);
    await onPhone(app, picture);
    await unreadable(app, picture);
  } finally {
    await context.close();
    await wire.stop();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Picture = (name: string) => Promise<unknown>;

async function firstRun(app: App, picture: Picture): Promise<void> {
  await app.page.setViewportSize(WIDE);
  await app.open();
  await expect(app.page.getByRole('button', { name: 'Load a sample account' })).toBeVisible();
  await picture('first-run');
  await app.page.getByRole('button', { name: 'Load a sample account' }).click();
  await expect(app.status).toHaveText(/Sending [1-9]/);
  await picture('sending');
  await app.isDelivered();
  await expect(app.status).toHaveText('Up to date');
  await picture('up-to-date');
}

async function settings(app: App, picture: Picture): Promise<void> {
  for (const tab of ['Profile', 'Preferences', 'Spaces', 'Sync'] as const) {
    await app.openSettings(tab);
    await picture(`settings-${tab.toLowerCase()}`);
    await app.page.keyboard.press('Escape');
    await expect(app.settings).toBeHidden();
  }
}

async function withoutRoom(app: App, picture: Picture): Promise<void> {
  await fillOutbox(app.page);
  await app.saveDisplayName('Ada Wren');
  await expect(app.status).toHaveText(/no room/);
  await picture('no-room');
  await app.openSettings('Sync');
  await picture('no-room-sync');
  await app.page.keyboard.press('Escape');
  await app.page.setViewportSize(PHONE);
  await picture('phone-no-room');
  await app.page.setViewportSize(WIDE);
  await makeRoom(app.page);
  await app.page.reload();
  await app.isDelivered();
  await expect(app.status).toHaveText('Up to date');
}

async function troubles(
  app: App,
  wire: FaultyProxy,
  setOffline: (isOffline: boolean) => Promise<void>,
  picture: Picture,
): Promise<void> {
  await setOffline(true);
  await app.saveDisplayName('Ada Vale');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await picture('waiting');
  await app.openSettings('Sync');
  await picture('waiting-sync');
  await app.page.keyboard.press('Escape');

  const body = JSON.stringify({ title: 'Refused', detail: 'too long (64 at most)' });
  const headers = { 'Content-Type': 'application/problem+json' };
  wire.inject({ kind: 'answer', status: 400, headers, body }, isSave, Number.POSITIVE_INFINITY);
  await setOffline(false);
  await expect(app.status).toHaveText(/needs your attention/);
  await picture('refused');
  await app.openSettings('Sync');
  await picture('refused-sync');
  await app.page.keyboard.press('Escape');
}

async function onPhone(app: App, picture: Picture): Promise<void> {
  await app.page.setViewportSize(PHONE);
  await picture('phone');
  await app.page.getByRole('button', { name: 'Spaces' }).click();
  await picture('phone-spaces');
  await app.page.keyboard.press('Escape');
  await app.openSettings('Sync');
  await picture('phone-sync');
}

/** As in a browser that lets the page read nothing of what it has kept. */
async function unreadable(app: App, picture: Picture): Promise<void> {
  await app.page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name: string, version?: number) {
      if (name.endsWith('-ledger')) throw new DOMException('Blocked.', 'UnknownError');
      return open.call(this, name, version);
    };
  });
  await app.page.reload();
  await expect(app.status).not.toHaveText('');
  await picture('phone-unreadable');
  await app.page.setViewportSize(WIDE);
  await picture('unreadable');
}
