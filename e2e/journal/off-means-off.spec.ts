import { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';

test('[G31] sync turned off purges what waits and sends nothing more; it still reads; turned on, it sends what was kept', async ({
  app,
  browserContext,
  another,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  const contents = await ServerContents.of(server, phrase);
  await app.saveDisplayName('Sent');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Sent');
  await app.isDelivered();
  await browserContext.setOffline(true);
  await app.saveDisplayName('Never sent');
  await expect.poll(() => app.queued()).toBe(1);
  await app.switchSync(false);
  await expect.poll(() => app.queued()).toBe(0);
  const saves = gateway.saves.length;
  await browserContext.setOffline(false);
  await app.saveBio('Not sent either');
  await expect(app.status).toHaveText('Sync is off on this device. Changes stay here');

  const second = await another(phrase);
  await second.app.saveBio('From elsewhere');
  await expect.poll(() => contents.value('profile/bio')).toBe('From elsewhere');
  await app.page.reload();
  await expect(app.status).toHaveText('Sync is off on this device. Changes stay here');
  await expect.poll(() => app.bio()).toBe('From elsewhere');
  const ofTheFirst = gateway.saves.slice(saves).filter(({ path }) => !path.includes('/parts/'));
  expect(ofTheFirst.length).toBeGreaterThan(0);
  expect(await contents.value('profile/displayName')).toBe('Sent');

  await app.switchSync(true);
  await expect.poll(() => contents.value('profile/displayName')).toBe('Never sent');
});

test('[G31] what the server has is removed on request, with a receipt, and stays on this device', async ({
  app,
  server,
}) => {
  const phrase = await app.startEmpty();
  const contents = await ServerContents.of(server, phrase);
  await app.saveDisplayName('Ada');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await app.isDelivered();
  expect(await app.removeFromServer()).toMatch(/^The server removed \d+/);
  expect(await contents.entries()).toEqual([]);
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
  await expect(app.status).toHaveText('Sync is off on this device. Changes stay here');
  await app.switchSync(true);
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
});
