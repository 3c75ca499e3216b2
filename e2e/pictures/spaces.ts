import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect } from 'playwright/test';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { Server } from '../support/server.ts';

const WIDE = { width: 1100, height: 760 };
const PHONE = { width: 375, height: 720 };

type Picture = (name: string) => Promise<unknown>;

interface People {
  readonly ada: App;
  readonly grace: App;
  readonly here: BrowserContext;
  readonly wire: FaultyProxy;
}

/** Takes a picture of what people do in spaces, in both themes and at phone width, into `folder`. */
export async function takePicturesOfSpaces(folder: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await withPeople(colorScheme, async (people) => {
      const picture = (name: string) =>
        people.ada.page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
      await beginnings(people, picture);
      await conversation(people, picture);
      await questions(people, picture);
      await trouble(people, picture);
    });
  }
}

async function withPeople(colorScheme: 'light' | 'dark', work: (people: People) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-pictures-'));
  const server = await new Server(join(directory, 'data')).start();
  const wire = await new FaultyProxy(() => server.port).start();
  const contexts = await Promise.all(['ada', 'grace'].map((name) => openChromium(join(directory, name))));
  try {
    const [ada, grace] = await Promise.all(
      contexts.map(async (context) => {
        const page = await context.newPage();
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(WIDE);
        return new App(page, wire.url);
      }),
    );
    const [here] = contexts;
    if (ada !== undefined && grace !== undefined && here !== undefined) await work({ ada, grace, here, wire });
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await wire.stop();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function beginnings({ ada, grace }: People, picture: Picture): Promise<void> {
  await ada.startEmpty();
  await ada.saveDisplayName('Ada Wren');
  await ada.isDelivered();
  await picture('no-spaces');
  await ada.page.getByRole('main').getByRole('button', { name: 'New space' }).click();
  await expect(ada.page.getByRole('dialog', { name: 'New space' })).toBeVisible();
  await picture('new-space');
  await ada.page.keyboard.press('Escape');
  for (const name of ['Allotment 14', 'Night Trains', 'Tide Tables']) await ada.newSpace(name);
  await ada.isDelivered();
  await picture('channel-empty');
  await grace.startEmpty();
  await grace.saveDisplayName('Grace Okafor');
}

async function conversation({ ada, grace }: People, picture: Picture): Promise<void> {
  await ada.say('High water is at four tomorrow.');
  await ada.say('I can bring the lamp, and the old tables.');
  await grace.joinSpace(await ada.invite());
  await grace.say('Then I bring tea. Nine at the slipway?');
  await expect(ada.message('Then I bring tea. Nine at the slipway?')).toBeVisible();
  await ada.say('Nine it is.');
  await ada.messageIsDelivered('Nine it is.');
  await ada.rotateKey();
  await expect(grace.messages.getByText('Ada Wren changed the key of this space')).toBeVisible();
  await ada.isDelivered();
  await picture('channel');
  await ada.page.setViewportSize(PHONE);
  await picture('phone-channel');
  await ada.page.setViewportSize(WIDE);
}

async function questions({ ada }: People, picture: Picture): Promise<void> {
  const { page } = ada;
  const ask = async (item: string, name: string) => {
    await ada.chooseOfSpace(item);
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
    if (item === 'Invite') await expect(page.getByText('It works now.')).toBeVisible();
    if (item === 'About this space') await expect(page.getByText('Grace Okafor').last()).toBeVisible();
    await picture(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeHidden();
  };
  await page.getByRole('main').getByRole('button', { name: 'Space' }).click();
  await expect(page.getByRole('menuitem', { name: 'Leave' })).toBeVisible();
  await picture('space-menu');
  await page.keyboard.press('Escape');
  await ask('Invite', 'invite');
  await ask('About this space', 'about-space');
  await ask('Leave', 'leave-space');
  await ada.openSettings('Devices');
  await expect(ada.settings.getByText('This device')).toBeVisible();
  await picture('devices');
  await ada.settings.getByRole('button', { name: 'Sign out here' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await picture('sign-out');
  await page.keyboard.press('Escape');
  await ada.closeSettings();
}

async function trouble({ ada, here, wire }: People, picture: Picture): Promise<void> {
  await here.setOffline(true);
  await ada.say('Written on the train, in the tunnel.');
  await expect(ada.message('Written on the train, in the tunnel.')).toContainText('Waits for the network');
  await picture('channel-offline');
  wire.inject(
    {
      kind: 'answer',
      status: 422,
      headers: { 'Content-Type': 'application/problem+json' },
      body: JSON.stringify({ title: 'Refused', detail: 'this space is full' }),
    },
    ({ path }) => path.includes('/messages/'),
  );
  await here.setOffline(false);
  await expect(ada.message('Written on the train, in the tunnel.')).toContainText('Refused');
  await picture('channel-refused');
  await ada.page.setViewportSize(PHONE);
  await picture('phone-channel-refused');
}
