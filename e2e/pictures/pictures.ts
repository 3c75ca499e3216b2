import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect } from 'playwright/test';
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
    const phrase = await firstRun(app, picture);
    await settings(app, picture);
    await conflict(app, { url: wire.url, profile: join(directory, 'other'), phrase }, context, picture);
    await syncOff(app, picture);
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

export type Picture = (name: string) => Promise<unknown>;

/** Gives the phrase of the account that was made. */
async function firstRun(app: App, picture: Picture): Promise<string> {
  const { page } = app;
  await page.setViewportSize(WIDE);
  await app.open();
  await expect(page.getByRole('button', { name: 'Load a sample account' })).toBeVisible();
  await picture('first-run');
  await joining(app, picture);
  await page.getByRole('button', { name: 'Load a sample account' }).click();
  const phrase = await app.phrase();
  await picture('phrase');
  await page.setViewportSize(PHONE);
  await picture('phone-phrase');
  await page.setViewportSize(WIDE);
  await app.writePhraseDown();
  await expect(app.status).toHaveText(/Sending [1-9]/);
  await picture('sending');
  await app.isDelivered();
  await expect(app.status).toHaveText('Up to date');
  await picture('up-to-date');
  return phrase;
}

/** Leaves the first run as it was. */
async function joining(app: App, picture: Picture): Promise<void> {
  const { page } = app;
  await app.typePhrase('legal winner thank yaer wave sausage worth useful legal winner thank yelow');
  await picture('join');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await picture('join-wrong-phrase');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.goto(`${page.url()}#join=AAAAAAAAAAAAAAAAAAAAAA`); // The app that is open takes it, and opens anew.
  await expect(page.getByRole('heading', { name: 'Join the account of this link?' })).toBeVisible();
  await picture('join-link');
  await page.getByRole('button', { name: 'Not now' }).click();
}

async function settings(app: App, picture: Picture): Promise<void> {
  for (const tab of ['Profile', 'Preferences', 'Spaces', 'Devices', 'Sync'] as const) {
    await app.openSettings(tab);
    await picture(`settings-${tab.toLowerCase()}`);
    await app.page.keyboard.press('Escape');
    await expect(app.settings).toBeHidden();
  }
}

interface OtherDevice {
  readonly url: string;
  readonly profile: string;
  readonly phrase: string;
}

/** The same name changed on two devices, here first and without a network: what was changed here loses. */
async function conflict(app: App, { url, profile, phrase }: OtherDevice, here: BrowserContext, picture: Picture) {
  const there = await openChromium(profile);
  try {
    const other = new App(await there.newPage(), url);
    await other.join(phrase);
    await here.setOffline(true);
    await app.saveDisplayName('Robin of the Tides');
    await other.saveDisplayName('Robin Vale-Hart');
    await expect(other.status).toHaveText('Delivered');
    await here.setOffline(false);
    await expect(app.status).toHaveText('Changed on another device');
  } finally {
    await there.close();
  }
  await picture('conflict');
  await app.openSettings('Sync');
  await picture('conflict-sync');
  await app.closeSettings();
  await app.page.getByRole('banner').getByRole('button', { name: 'Compare' }).click();
  await expect(app.conflicts).toBeVisible();
  await picture('conflict-compare');
  await app.page.setViewportSize(PHONE);
  await picture('phone-conflict-compare');
  await app.page.setViewportSize(WIDE);
  await app.conflicts.getByRole('button', { name: 'Keep mine' }).click();
  await app.isDelivered();
}

async function syncOff(app: App, picture: Picture): Promise<void> {
  await app.switchSync(false);
  await app.saveDisplayName('Robin Vale');
  await expect(app.status).toHaveText('Sync is off on this device. Changes stay here');
  await picture('sync-off');
  await app.openSettings('Sync');
  await picture('sync-off-sync');
  await app.settings.getByRole('button', { name: 'Remove my data from the server' }).click();
  await expect(app.page.getByRole('alertdialog')).toBeVisible();
  await picture('remove-from-server');
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(app.settings.getByText(/^The server removed/)).toBeVisible();
  await picture('removed-from-server');
  await app.closeSettings();
  await app.switchSync(true);
  await app.isDelivered();
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
  await inspector(app, picture);
  await app.page.keyboard.press('Escape');
}

/** On the opened Sync tab, which is scrolled to what the inspector shows. */
export async function inspector(app: App, picture: Picture): Promise<void> {
  const { settings } = app;
  const changes = settings.getByRole('region', { name: 'Changes' });
  await changes.evaluate((section) => section.scrollIntoView());
  await picture('inspector');
  await settings.getByRole('button', { name: 'Timeline' }).click();
  await expect(settings.getByRole('list', { name: 'Timeline' })).toBeVisible();
  await picture('inspector-timeline');
  await settings.getByRole('button', { name: 'List' }).click();
  await settings.getByText('More about this device').click();
  await settings.getByRole('heading', { name: 'Worker' }).evaluate((heading) => heading.scrollIntoView());
  await picture('inspector-device');
}

async function onPhone(app: App, picture: Picture): Promise<void> {
  await app.page.setViewportSize(PHONE);
  await picture('phone');
  await app.page.getByRole('button', { name: 'Spaces' }).click();
  await expect(app.page.getByRole('dialog', { name: 'Spaces' })).toBeVisible();
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
