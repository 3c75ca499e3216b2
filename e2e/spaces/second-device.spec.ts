import { App } from '../support/app.ts';
import { expect, test } from './test.ts';

test('all seven kinds of changes, made offline with the tab closed before the network is back, show on a second device', async ({
  app,
  browserContext,
  another,
  gateway,
}) => {
  const phrase = await app.startEmpty();
  for (const name of ['Leave me', 'Night Trains']) await app.newSpace(name);
  await app.say('Delete me.');
  await app.messageIsDelivered('Delete me.');
  await app.isDelivered();
  const { app: other } = await another(phrase);
  await other.seesSpaces(2);
  const spaceOn = (device: typeof app, name: string) =>
    device.page.getByRole('navigation', { name: 'Spaces' }).getByRole('link', { name: new RegExp(name) });
  await spaceOn(other, 'Night Trains').click();
  await expect(other.message('Delete me.')).toBeVisible();

  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada Wren'); // update-profile
  await app.rotateKey(); // sync-space-keys
  await app.chooseOfSpace('Mute'); // save-user-config
  await app.deleteMessage('Delete me.'); // delete-message
  await app.say('Written in the tunnel.'); // send-message
  await spaceOn(app, 'Leave me').click();
  await app.leaveSpace(); // leave-space
  await app.newSpace('Made in the tunnel'); // join-space
  await expect.poll(() => app.queued()).toBeGreaterThanOrEqual(8);
  await expect(other.message('Delete me.')).toBeVisible();

  await app.page.close();
  await browserContext.setOffline(false);
  await expect(other.page.getByText('Ada Wren', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(other.message('Delete me.')).toBeHidden();
  await expect(other.message('Written in the tunnel.')).toBeVisible();
  await expect(other.messages.getByText('Ada Wren changed the key of this space')).toBeVisible();
  await expect(other.page.getByRole('main').getByText(/^2 keys/)).toBeVisible();
  await expect(other.page.getByText('Muted', { exact: true })).toBeVisible();
  await expect(spaceOn(other, 'Made in the tunnel')).toBeVisible();
  await other.page.reload();
  await spaceOn(other, 'Leave me').click();
  await expect(other.page.getByText(/does not know you as a member/)).toBeVisible();
  await new App(await browserContext.newPage(), gateway.url).open(); // Whoever has left tidies up when the app is opened.
  await expect(spaceOn(other, 'Leave me')).toBeHidden();
  await expect(spaceOn(other, 'Made in the tunnel')).toBeVisible();
});
