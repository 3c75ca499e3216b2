import type { App } from '../support/app.ts';
import { seriousFindings } from '../support/axe.ts';
import type { FaultyProxy, Received } from '../support/faulty-proxy.ts';
import { fillOutbox, limitOutboxRoom, makeRoom } from '../support/outbox-room.ts';
import { keepUnsent } from './keep-unsent.ts';
import { expect, test } from './test.ts';

const isMessage = ({ path }: Pick<Received, 'path'>) => path.includes('/messages/');
const isListing = ({ method, path }: Pick<Received, 'method' | 'path'>) =>
  method === 'GET' && /\/accounts\/[^/]+\/spaces$/.test(path);

test('a message that is sent again keeps the focus; one that is let go gives it to the one beside it', async ({
  app,
  gateway,
}) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  gateway.inject({ kind: 'answer', status: 422 }, isMessage, 2);
  for (const text of ['One', 'Two']) {
    await app.say(text);
    await expect(app.message(text)).toContainText('Refused');
  }
  await app.message('One').getByRole('button', { name: 'Try again' }).press('Enter');
  await app.messageIsDelivered('One');
  await expect(app.message('One')).toBeFocused();
  await app.message('Two').getByRole('button', { name: 'Discard' }).press('Enter');
  await expect(app.message('Two')).toBeHidden();
  await expect(app.message('One').getByRole('button', { name: 'Delete' })).toBeFocused();
});

test('a message that nothing sends is let go, and the focus goes to the one beside it', async ({ app }) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.say('First');
  await app.messageIsDelivered('First');
  await app.page.evaluate(keepUnsent);
  await app.page.reload();
  const unsent = app.messages.getByRole('article').filter({ hasText: 'Not sent' });
  await unsent.getByRole('button', { name: 'Discard' }).press('Enter');
  await expect(unsent).toBeHidden();
  await expect(app.message('First').getByRole('button', { name: 'Delete' })).toBeFocused();
});

/** A space that was made, and that the server does not name any more. */
async function unknownToServer(app: App, gateway: FaultyProxy): Promise<void> {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.isDelivered();
  gateway.inject(
    { kind: 'answer', status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"spaces":[]}' },
    isListing,
    Number.POSITIVE_INFINITY,
  );
  await app.page.reload();
}

test('a space that the server does not know: what could not be kept is told, and no focus is lost', async ({
  app,
  browserContext,
  gateway,
}) => {
  await limitOutboxRoom(browserContext);
  await unknownToServer(app, gateway);
  const again = app.page.getByRole('button', { name: 'Join again' });
  await expect(again).toBeVisible();
  await fillOutbox(app.page);
  await again.press('Enter');
  await expect(app.page.getByText('This could not be kept on this device')).toBeVisible();
  await expect(again).toBeFocused();
  expect(await seriousFindings(app.page)).toEqual([]);

  await makeRoom(app.page);
  const release = gateway.hold(({ method, path }) => method !== 'GET' && path.includes('/spaces/'));
  await again.press('Enter');
  await expect(app.page.getByText('You see this space as soon as')).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'Night Trains' })).toBeFocused();
  release();
  await app.isDelivered();
});

test('a space that goes leaves the focus where the next one is shown', async ({ app, gateway }) => {
  await unknownToServer(app, gateway);
  await app.page.getByRole('button', { name: 'Remove from my devices' }).press('Enter');
  await expect(app.page.getByRole('heading', { name: 'No spaces yet' })).toBeVisible();
  await expect(app.page.getByRole('main')).toBeFocused();
});
