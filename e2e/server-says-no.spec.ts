import { effects } from './support/database.ts';
import { isSave } from './support/faulty-proxy.ts';
import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

test('[G13] 503 with Retry-After: delivered, and not before the given time', async ({ app, gateway, server }) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const before = gateway.saves.length;
  gateway.inject({ kind: 'answer', status: 503, headers: { 'Retry-After': '3' } });
  await app.saveDisplayName('Ada');
  await gateway.sawSaves(before + 1);
  await expect(app.status).toHaveText(/The server is busy\. Next attempt in \d/);
  await app.page.evaluate(() => window.dispatchEvent(new Event('online'))); // A nudge must not make it impatient.
  await gateway.sawSaves(before + 2);
  await expect(app.status).toHaveText(/Delivered|Up to date/);

  const [first, second] = gateway.saves.slice(before);
  expect((second?.time ?? 0) - (first?.time ?? 0)).toBeGreaterThanOrEqual(3_000);
  expect(second?.key).toBe(first?.key);
  expect(await contents.value('profile/displayName')).toBe('Ada');
});

test('[G15] 400: failed, its request kept, the reason shown, and "Try again" delivers it', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const before = { saves: gateway.saves.length, effects: effects(server) };
  const body = JSON.stringify({ title: 'Refused', detail: 'too long (64 at most)' });
  gateway.inject({ kind: 'answer', status: 400, headers: { 'Content-Type': 'application/problem+json' }, body });
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/1 change needs your attention/);
  await expect(app.page.getByText('Display name was refused: too long (64 at most)')).toBeVisible();
  expect(await app.queued()).toBe(1);
  expect(effects(server)).toBe(before.effects);

  await app.page.reload();
  await expect(app.status).toHaveText(/1 change needs your attention/);
  await app.openSettings('Sync');
  await expect(app.settings.getByText(/too long \(64 at most\)/).first()).toBeVisible();
  await app.settings.getByRole('button', { name: 'Try again' }).click();
  await gateway.sawSaves(before.saves + 2);
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect.poll(() => app.queued()).toBe(0);
  expect(effects(server)).toBe(before.effects + 1);
});

test('[G15] 400, then Discard: the value goes back to what the server has', async ({ app, gateway, server }) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await app.saveDisplayName('Ada');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect.poll(() => app.queued()).toBe(0);
  gateway.inject({ kind: 'answer', status: 400 });
  await app.saveDisplayName('Bob');
  await expect(app.status).toHaveText(/1 change needs your attention/);

  await app.openSettings('Sync');
  await app.settings.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => app.queued()).toBe(0);
  await app.settings.getByRole('tab', { name: 'Profile' }).click();
  await expect(app.settings.getByRole('textbox', { name: 'Display name' })).toHaveValue('Ada');
});

test('[G7] the answer is dropped after the commit: sent again, one effect', async ({ app, gateway, server }) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const before = { saves: gateway.saves.length, effects: effects(server) };
  gateway.inject({ kind: 'drop-answer' }, isSave, Number.POSITIVE_INFINITY); // Chromium itself tries again once or twice.
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/The server does not answer/);
  expect(effects(server)).toBe(before.effects + 1);
  gateway.heal();
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(app.status).toHaveText(/Delivered|Up to date/);
  const keys = new Set(gateway.saves.slice(before.saves).map(({ key }) => key));
  expect(keys.size).toBe(1);
  expect(await contents.value('profile/displayName')).toBe('Ada');
  expect(effects(server)).toBe(before.effects + 1);
  expect(gateway.hadOneEffect(gateway.saves.at(-1)?.key)).toBe(true);
});

test('[G16] [G7] answers lost twice in a row, each request sent again by the browser itself: nobody is signed out', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const before = { saves: gateway.saves.length, effects: effects(server) };
  let attempts = 0;
  const isFirstOfTwo = (request: Parameters<typeof isSave>[0]) => {
    if (!isSave(request)) return false;
    attempts += 1;
    return attempts === 1 || attempts === 3; // Those between are Chromium's own.
  };
  gateway.inject({ kind: 'drop-answer' }, isFirstOfTwo, Number.POSITIVE_INFINITY);
  await app.saveDisplayName('Grace');
  await gateway.sawSaves(before.saves + 5);
  await app.isDelivered();
  expect(await contents.value('profile/displayName')).toBe('Grace');
  expect(effects(server)).toBe(before.effects + 1);
});

test('[G14] a network error blocks nothing: the save goes when the server is back', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await server.kill();
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await server.start();
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  expect(gateway.saves.length).toBeGreaterThan(1);
});

test('[G15] 400, then another name: the refused change is settled by the one that replaces it', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  gateway.inject({ kind: 'answer', status: 400 });
  await app.saveDisplayName('Too long');
  await expect(app.status).toHaveText(/1 change needs your attention/);
  await app.page.getByRole('button', { name: 'Edit' }).click();
  await app.typeDisplayName('Ada');
  await app.settings.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await app.isDelivered();
  await expect(app.page.getByText(/was refused/)).toBeHidden();
});
