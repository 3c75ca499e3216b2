import { expect, test } from './test.ts';

test('somebody joins by a link, reads what comes, and sees a new key as told', async ({ app, somebody }) => {
  await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.newSpace('Tide Tables');
  await app.say('Before you came.');
  const link = await app.invite();
  await app.isDelivered();

  const { app: guest } = await somebody('Grace');
  await guest.joinSpace(link);
  await expect(guest.page.getByRole('heading', { level: 1, name: 'Tide Tables' })).toBeVisible();
  await expect(guest.message('Before you came.')).toBeVisible();
  await guest.say('High water at four.');
  await expect(app.message('High water at four.')).toContainText('Grace');

  await app.rotateKey();
  await expect(guest.messages.getByText('Ada changed the key of this space')).toBeVisible();
  await app.say('Sealed with the new one.');
  await expect(guest.message('Sealed with the new one.')).toBeVisible();
  await guest.say('And back.');
  await expect(app.message('And back.')).toBeVisible();

  await guest.deleteMessage('High water at four.');
  await expect(app.message('High water at four.')).toBeHidden();
  await guest.say('Delete what I say, if you must.');
  await expect(app.message('Delete what I say, if you must.')).toBeVisible();
  await app.message('Delete what I say, if you must.').getByRole('button', { name: 'Delete' }).click();
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(guest.message('Delete what I say, if you must.')).toBeHidden();
  await guest.leaveSpace();
  await expect(guest.page.getByRole('heading', { name: 'No spaces yet' })).toBeVisible();
  await guest.isDelivered();
});
