import { fillOutbox, limitOutboxRoom, makeRoom } from '../support/outbox-room.ts';
import { sayAtOnce } from './say-at-once.ts';
import { expect, test } from './test.ts';

test.beforeEach(async ({ app, browserContext }) => {
  await limitOutboxRoom(browserContext);
  await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.newSpace('Night Trains');
  await app.isDelivered();
});

test('what finds no room in the outbox comes back, all of it, and before what is half written', async ({ app }) => {
  await fillOutbox(app.page);
  await app.page.evaluate(sayAtOnce, { texts: ['One', 'Two'] });
  await expect(app.composer).toHaveValue('One\nTwo');
  await expect(app.page.getByText('A message to Night Trains could not be kept')).toHaveCount(1);
  await expect(app.messages.getByRole('article')).toHaveCount(0);
  await app.composer.fill('');
  await app.page.evaluate(sayAtOnce, { texts: ['Three'], draft: 'half' });
  await expect(app.composer).toHaveValue('Three\nhalf');
  await expect(app.messages.getByRole('article')).toHaveCount(0);
  await makeRoom(app.page);
  await app.composer.press('Enter');
  await expect(app.messages.getByRole('article')).toContainText('Three half');
  await expect(app.composer).toHaveValue('');
});

test('every space keeps its own draft, and what was not kept is back in its own, wherever the person is', async ({
  app,
}) => {
  const space = (name: string) => app.spaces.getByRole('link', { name });
  await fillOutbox(app.page);
  await app.composer.fill('One');
  await space('Tide Tables').evaluate((link: HTMLElement) => {
    document.querySelector<HTMLElement>('.composer-send')?.click();
    link.click(); // Before the outbox has said that it is full.
  });
  await expect(app.page.getByRole('heading', { level: 1, name: 'Tide Tables' })).toBeVisible();
  await expect(app.page.getByText('A message to Night Trains could not be kept')).toBeVisible();
  await expect(app.composer).toHaveValue('');
  await app.composer.fill('High water');
  await space('Night Trains').click();
  await expect(app.composer).toHaveValue('One');
  await space('Tide Tables').click();
  await expect(app.composer).toHaveValue('High water');
});

test('a message that goes back into the field to be changed leaves what is written there', async ({ app, gateway }) => {
  gateway.inject({ kind: 'answer', status: 422 }, ({ path }) => path.includes('/messages/'));
  await app.say('Two');
  await expect(app.message('Two')).toContainText('Refused');
  await app.composer.fill('half');
  await app.message('Two').getByRole('button', { name: 'Edit' }).click();
  await expect(app.composer).toHaveValue('Two\nhalf');
  await expect(app.composer).toBeFocused();
  await expect(app.message('Two')).toBeHidden();
});
