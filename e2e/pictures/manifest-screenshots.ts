import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';
import { Server } from '../support/server.ts';

/** The same sizes as in app-manifest.ts. */
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 412, height: 823 };

const SAID = [
  'High water is at half past four on Thursday. The ferry goes an hour before.',
  'I have put the new tables up in the harbour office.',
  'Who comes along to the lighthouse? We start from the old pier at nine.',
];

/** Takes the pictures that a browser shows where it offers to install the app. */
export async function takeScreenshots(folder: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-pictures-'));
  const server = await new Server(join(directory, 'data')).start();
  const context = await openChromium(join(directory, 'profile'));
  try {
    await mkdir(folder, { recursive: true });
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize(WIDE);
    const app = new App(page, server.url);
    const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`) });
    await app.loadSample();
    await page.getByRole('button', { name: 'Not now' }).click();
    await app.spaces.getByRole('link', { name: 'Tide Tables' }).click();
    for (const text of SAID) await app.say(text);
    await app.isDelivered();
    await expect(app.status).toHaveText('Up to date');
    await picture('space');
    await app.openSettings('Sync');
    await app.settings.getByRole('rowheader').nth(4).scrollIntoViewIfNeeded();
    await picture('sync');
    await app.closeSettings();
    await page.setViewportSize(NARROW);
    await picture('space-phone');
    await page.getByRole('button', { name: 'Spaces' }).click();
    await expect(page.getByRole('dialog', { name: 'Spaces' })).toBeVisible();
    await picture('spaces-phone');
  } finally {
    await context.close();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
