import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';
import { KeysDialog } from '../support/keys-dialog.ts';
import { Server } from '../support/server.ts';

const WIDE = { width: 1100, height: 760 };
const PHONE = { width: 375, height: 720 };

/** Takes a picture. */
type Picture = (name: string, app?: App) => Promise<unknown>;

interface Devices {
  readonly app: App;
  readonly other: App;
  readonly server: Server;
}

/** Takes a picture of every step of changing keys, and of a doubted server, in both themes and at phone width, into `folder`. */
export async function takePicturesOfKeys(folder: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await withDevices(colorScheme, async (devices) => {
      const file = (name: string) => join(folder, `${name}-${colorScheme}.png`);
      const picture = async (name: string, { page } = devices.app) => {
        await page.screenshot({ path: file(name) });
        await page.setViewportSize(PHONE);
        await page.screenshot({ path: file(`phone-${name}`) });
        await page.setViewportSize(WIDE);
      };
      const phrase = await beginnings(devices);
      const words = await revoking(devices, phrase, picture);
      await newWords(devices, words, picture);
      await olderState(devices, picture);
    });
  }
}

async function withDevices(colorScheme: 'light' | 'dark', work: (devices: Devices) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-pictures-'));
  const server = await new Server(join(directory, 'data')).start();
  const open = async (name: string) => {
    const context = await openChromium(join(directory, name));
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(WIDE);
    return new App(page, `http://localhost:${server.port}`);
  };
  const [app, other] = [await open('one'), await open('other')];
  try {
    await work({ app, other, server });
  } finally {
    await Promise.all([app, other].map(({ page }) => page.context().close()));
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Gives the phrase of an account with two devices. */
async function beginnings({ app, other }: Devices): Promise<string> {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Ada Wren');
  for (const name of ['Allotment 14', 'Night Trains', 'Tide Tables']) await app.newSpace(name);
  await app.isDelivered();
  await other.join(phrase);
  await other.isDelivered();
  return phrase;
}

/** Up to where the keys would be changed; then changes them without revoking anybody. Gives the new words. */
async function revoking({ app }: Devices, phrase: string, picture: Picture): Promise<string> {
  const dialog = new KeysDialog(app);
  await dialog.openToRevoke();
  await picture('revoke');
  await dialog.newWords(phrase);
  await picture('new-words');
  await dialog.now.getByRole('button', { name: 'Cancel' }).click();
  await app.closeSettings();
  await dialog.openToChange();
  await dialog.now.getByRole('button', { name: 'Cancel' }).click();
  await app.settings.getByRole('button', { name: 'Change keys' }).scrollIntoViewIfNeeded();
  await picture('settings-sync-keys');
  await app.closeSettings();
  await dialog.openToChange();
  await picture('change-keys');
  const words = await dialog.newWords(phrase);
  await dialog.writtenDown();
  await expect(dialog.now.getByRole('heading', { name: 'The keys are changed' })).toBeVisible();
  await picture('keys-changed');
  await dialog.isDone();
  await app.closeSettings();
  return words;
}

async function newWords({ app, other }: Devices, words: string, picture: Picture): Promise<void> {
  await other.saveBio('Mends lamps');
  await expect(other.status).toHaveText('Enter the new words to send 1 change');
  await picture('needs-new-words', other);
  await other.page.getByRole('banner').getByRole('button', { name: 'Enter words' }).click();
  const question = other.page.getByRole('dialog', { name: 'Enter the new words', exact: true });
  await expect(question).toBeVisible();
  await picture('enter-new-words', other);
  await question.getByRole('textbox').fill(words);
  await question.getByRole('textbox').press('Enter');
  await other.isDelivered();
  await app.isDelivered();
}

async function olderState({ app, server }: Devices, picture: Picture): Promise<void> {
  const showYesterday = await server.keep();
  await app.page.reload();
  await app.saveBio('Written today');
  await app.isDelivered();
  await showYesterday();
  await app.page.reload();
  const way = app.page.getByRole('banner').getByRole('button', { name: 'What happened' });
  await expect(way).toBeVisible();
  await picture('older-state');
  await way.click();
  await expect(app.page.locator('.small-dialog')).toBeVisible();
  await picture('older-state-choices');
  await app.page.keyboard.press('Escape');
  await app.openSettings('Sync');
  await picture('older-state-sync');
}
