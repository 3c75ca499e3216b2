import type { FaultyProxy, Received } from '../support/faulty-proxy.ts';
import { expect, test } from './test.ts';

const isMessage = ({ path }: Pick<Received, 'path'>) => path.includes('/messages/');
const isMembership = ({ path, method }: Pick<Received, 'path' | 'method'>) =>
  path.includes('/members/') && method !== 'GET';

const refuse = (gateway: FaultyProxy, match: Parameters<FaultyProxy['inject']>[1], detail: string, times = 1) =>
  gateway.inject(
    {
      kind: 'answer',
      status: 422,
      headers: { 'Content-Type': 'application/problem+json' },
      body: JSON.stringify({ title: 'Refused', detail }),
    },
    match,
    times,
  );

test('an invitation that the server does not know: the space is not joined, why is told, and later it can be', async ({
  app,
  browserContext,
  somebody,
}) => {
  await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  await browserContext.setOffline(true);
  const link = await app.invite(); // Nobody has told the server.

  const { app: guest } = await somebody('Grace');
  await guest.joinSpace(link);
  await expect(guest.page.getByText(/Joining Tide Tables was refused/)).toBeVisible();
  await guest.seesSpaces(0);
  await expect(guest.status).toHaveText(/1 change needs your attention/);

  await browserContext.setOffline(false);
  await app.isDelivered();
  await guest.page.getByRole('button', { name: 'Try again' }).click();
  await guest.seesSpaces(1);
  await guest.page
    .getByRole('navigation', { name: 'Spaces' })
    .getByRole('link', { name: /Tide Tables/ })
    .click();
  await guest.say('Here at last.');
  await expect(app.message('Here at last.')).toBeVisible();
});

test('a message that is refused stays with its reason, and can be sent again, changed, or let go', async ({
  app,
  gateway,
}) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.isDelivered();
  for (const text of ['One', 'Two', 'Three']) {
    refuse(gateway, isMessage, 'too loud');
    await app.say(text);
    await expect(app.message(text)).toContainText('Refused: too loud');
  }
  await app.message('One').getByRole('button', { name: 'Try again' }).click();
  await app.messageIsDelivered('One');
  await app.message('Two').getByRole('button', { name: 'Edit' }).click();
  await expect(app.message('Two')).toBeHidden();
  await expect(app.composer).toHaveValue('Two');
  await expect(app.composer).toBeFocused();
  await app.message('Three').getByRole('button', { name: 'Discard' }).click();
  await expect(app.message('Three')).toBeHidden();
  await app.isDelivered();
  expect(await app.queued()).toBe(0);
});

test('a deletion that is refused brings the message back, and can be tried again', async ({
  app,
  browserContext,
  gateway,
}) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.say('The last one leaves at ten.');
  await app.messageIsDelivered('The last one leaves at ten.');
  refuse(gateway, isMessage, 'not now');
  await browserContext.setOffline(true); // A refusal may be there sooner than anybody sees that the message is gone.
  await app.deleteMessage('The last one leaves at ten.');
  await browserContext.setOffline(false);
  await expect(app.page.getByText('The deletion of a message in Night Trains was refused: not now')).toBeVisible();
  await expect(app.message('The last one leaves at ten.')).toBeVisible();
  await app.page.getByRole('button', { name: 'Try again' }).click();
  await expect(app.message('The last one leaves at ten.')).toBeHidden();
  await app.isDelivered();
});

test('leaving that is refused: the space is back, why is told, and it can be tried again', async ({ app, gateway }) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.isDelivered();
  refuse(gateway, isMembership, 'somebody has to water the plants');
  await app.leaveSpace();
  await expect(app.page.getByText(/Leaving Night Trains was refused: somebody has to/)).toBeVisible();
  await app.seesSpaces(1);
  await app.page.getByRole('button', { name: 'Try again' }).first().click();
  await app.seesSpaces(0);
  await expect(app.page.getByRole('heading', { name: 'No spaces yet' })).toBeVisible();
  await app.isDelivered();
});

const isDelta = ({ path, method }: Pick<Received, 'path' | 'method'>) =>
  method === 'PATCH' && path.includes('/entries');

test('a key that is refused is kept here and marked, why is told, and sent when asked to', async ({ app, gateway }) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.isDelivered();
  const facts = app.page.getByRole('main').getByText(/\d keys?, /);
  await expect(facts).toHaveText(/^1 key,/);
  gateway.inject({ kind: 'answer', status: 404 }, ({ path }) => path.endsWith('/batch'), Number.POSITIVE_INFINITY);
  refuse(gateway, isDelta, 'no room', Number.POSITIVE_INFINITY);
  await app.rotateKey();
  await expect(facts).toHaveText(/^2 keys,/);
  await expect(app.status).toHaveText(/needs? your attention/);
  gateway.heal();
  await app.openSettings('Sync');
  const keys = app.change('Send keys of Night Trains').filter({ hasText: 'Refused' });
  await expect(keys).toContainText('no room');
  await keys.getByRole('button', { name: /Retry|Try again/ }).click();
  await expect(app.change('Send keys of Night Trains').filter({ hasText: 'Delivered' })).toHaveCount(2);
});

test('preferences that are refused are marked, why is told, and go back when they are discarded', async ({
  app,
  gateway,
}) => {
  await app.startEmpty();
  await app.isDelivered();
  refuse(gateway, isDelta, 'not a colour');
  await app.openSettings('Preferences');
  await app.settings.getByRole('radio', { name: 'Dark' }).click();
  await app.settings.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByText('Preferences were refused: not a colour')).toBeVisible();
  await app.page.getByRole('button', { name: 'Edit' }).click();
  await expect(app.settings.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await app.settings.getByRole('tab', { name: 'Sync' }).click();
  await app.change('Change preferences').getByRole('button', { name: 'Discard' }).click();
  await app.settings.getByRole('tab', { name: 'Preferences' }).click();
  await expect(app.settings.getByRole('radio', { name: 'System' })).toBeChecked();
});
