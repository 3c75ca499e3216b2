import type { App } from '../support/app.ts';
import { expect, test } from './test.ts';

/** Cancels the one change that is called so, in the settings. */
async function cancel(app: App, title: string): Promise<void> {
  await app.openSettings('Sync');
  await app.change(title).getByRole('button', { name: 'Cancel this change' }).click();
  await expect(app.change(title).filter({ hasText: 'Cancelled' })).toHaveCount(1);
  await app.closeSettings();
}

test('whatever is cancelled before it was sent is never sent, and is taken back', async ({
  app,
  browserContext,
  gateway,
}) => {
  await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.newSpace('Night Trains');
  await app.say('Before.');
  await app.messageIsDelivered('Before.');
  await app.isDelivered();
  await browserContext.setOffline(true);
  const sent = gateway.writes.length;

  await app.saveDisplayName('Grace');
  await cancel(app, 'Change display name');
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();

  await app.say('Never to be read.');
  await cancel(app, 'Send a message to Night Trains');
  await expect(app.message('Never to be read.')).toBeHidden();

  await app.deleteMessage('Before.');
  await cancel(app, 'Delete a message in Night Trains');
  await expect(app.message('Before.')).toBeVisible();

  await app.chooseOfSpace('Mute');
  await expect(app.page.getByText('Muted', { exact: true })).toBeVisible();
  await cancel(app, 'Change preferences');
  await expect(app.page.getByText('Muted', { exact: true })).toBeHidden();

  const facts = app.page.getByRole('main').getByText(/\d keys?, /);
  await app.rotateKey();
  await expect(facts).toHaveText(/^2 keys/);
  await cancel(app, 'Send keys of Night Trains');
  await expect(facts).toHaveText(/^1 key,/);
  await cancel(app, 'Change list of spaces');
  await app.openSettings('Sync');
  await expect(app.change('Send a message to Night Trains').filter({ hasText: 'It depends on' })).toHaveCount(1);
  await app.change('Send a message to Night Trains').getByRole('button', { name: 'Discard' }).click();
  await app.closeSettings();

  await app.leaveSpace();
  await app.seesSpaces(0);
  await cancel(app, 'Leave Night Trains');
  await app.seesSpaces(1);

  await browserContext.setOffline(false);
  await app.isDelivered();
  await app.page.reload();
  await expect(app.message('Before.')).toBeVisible();
  await expect(app.message('Never to be read.')).toBeHidden();
  expect(gateway.writes.slice(sent).map(({ path }) => path)).toEqual([]);
});

test('a message that is deleted before it was sent, and a space that is left before it was made: nothing is sent', async ({
  app,
  browserContext,
  gateway,
}) => {
  await app.startEmpty();
  await app.isDelivered();
  await browserContext.setOffline(true);
  const sent = gateway.writes.length;
  await app.newSpace('Never made');
  await app.leaveSpace();
  await app.seesSpaces(0);
  await browserContext.setOffline(false);
  await app.isDelivered();
  expect(gateway.writes.slice(sent).filter(({ path }) => path.includes('/spaces/'))).toEqual([]);

  await app.newSpace('Night Trains');
  await app.isDelivered();
  await browserContext.setOffline(true);
  await app.say('Never to be read.');
  await app.deleteMessage('Never to be read.');
  await app.openSettings('Sync');
  await expect(app.change('Delete a message in Night Trains')).toContainText('What it undoes was never sent');
  await app.closeSettings();
  await expect(app.message('Never to be read.')).toBeHidden();
  await browserContext.setOffline(false);
  await app.isDelivered();
  expect(gateway.writes.filter(({ path }) => path.includes('/messages/'))).toEqual([]);
});
