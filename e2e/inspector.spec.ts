import { readFile } from 'node:fs/promises';
import { AccountKey } from './support/account-key.ts';
import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

const refusal = {
  kind: 'answer',
  status: 400,
  headers: { 'Content-Type': 'application/problem+json' },
  body: JSON.stringify({ title: 'Refused', detail: 'too long (64 at most)' }),
} as const;

test('a refused change is edited from the Sync tab, in the tab that it belongs to', async ({ app, gateway }) => {
  await app.startEmpty();
  gateway.inject(refusal);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/1 change needs your attention/);
  await app.page.getByRole('button', { name: 'Show', exact: true }).click();
  const change = app.change('Change display name');
  await expect(change).toContainText('Refused: too long (64 at most)');
  await expect(change).toContainText('400');
  await expect(change).toBeInViewport(); // What needs the person comes first.
  await change.getByRole('button', { name: 'Edit' }).click();
  await expect(app.settings.getByRole('textbox', { name: 'Display name' })).toBeVisible();
});

test('a waiting change that is cancelled is never sent, and its value goes back', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await app.saveDisplayName('Ada');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await app.isDelivered();
  const before = gateway.saves.length;
  await browserContext.setOffline(true);
  await app.saveDisplayName('Bob');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await app.openSettings('Sync');
  await app.settings.getByRole('button', { name: 'Waiting 1' }).click();
  await app.change('Change display name').getByRole('button', { name: 'Cancel this change' }).click();
  await expect(app.settings.getByText('No change fits what is shown.')).toBeVisible();
  await app.settings.getByRole('tab', { name: 'Profile' }).click();
  await expect(app.settings.getByRole('textbox', { name: 'Display name' })).toHaveValue('Ada');
  await app.closeSettings();
  await browserContext.setOffline(false);
  await app.saveBio('Sailor'); // A later save finds its way past, and brings nothing of what was cancelled.
  await expect.poll(() => contents.value('profile/bio')).toBe('Sailor');
  expect(await contents.value('profile/displayName')).toBe('Ada');
  expect(gateway.saves.length).toBe(before + 1);
});

test('paused, nothing is sent; resumed, it is; and what waits is sent now when asked', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await app.openSettings('Sync');
  await app.settings.getByRole('button', { name: 'Pause' }).click();
  await expect(app.settings.getByText(/^Sending is paused/)).toBeVisible();
  await app.closeSettings();
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText('Sending is paused on this device. Changes stay here');
  await app.page.reload();
  await app.openSettings('Sync');
  gateway.inject({ kind: 'answer', status: 503, headers: { 'Retry-After': '3' } });
  await app.settings.getByRole('button', { name: 'Resume' }).click();
  // A page that is reloaded before it has listed what it stored may store it again.
  const change = app.change('Change profile').filter({ hasNotText: 'Replaced by a newer change' });
  await expect(change).toContainText(/The server is busy\. Next attempt in/);
  await expect(change).toContainText('503');
  await app.settings.getByRole('button', { name: 'Send now' }).click();
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect(change).toContainText(/Delivered/);
});

test('the details have the request and its lane; the device says what it can do, which version it runs, what it sent', async ({
  app,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await app.saveDisplayName('Ada');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await app.openSettings('Sync');
  const change = app.change('Change display name');
  await change.getByText('Details').click();
  await expect(change).toContainText(/Lane/);
  await app.settings.getByText('More about this device').click();
  await expect(app.fact('Signatures (Ed25519)')).toHaveText('Yes');
  await expect(app.fact('State')).toHaveText('Active');
  await expect(app.fact('Version of the app')).toHaveText(/^[0-9a-f]{32}$/);
  await expect(app.settings.getByText(/^Worker · Woken by .*1 sent, 1 delivered/).first()).toBeVisible();
});

test('the diagnostics are a file in which nothing is that anybody wrote', async ({ app, gateway }) => {
  const phrase = await app.startEmpty();
  gateway.inject({ ...refusal, body: JSON.stringify({ title: 'Refused', detail: 'Adamantine is no name' }) });
  await app.saveDisplayName('Adamantine');
  await expect(app.status).toHaveText(/1 change needs your attention/);
  await app.openSettings('Sync');
  await app.settings.getByText('More about this device').click();
  const downloading = app.page.waitForEvent('download');
  await app.settings.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^backhaul-diagnostics-.*\.json$/);
  const text = await readFile(await download.path(), 'utf8');
  const { account } = await AccountKey.of(gateway.url, phrase);
  expect(JSON.parse(text)).toMatchObject({
    worker: { kind: 'active' },
    tasks: [
      { id: 'task-1', taskType: 'save-user-config' }, // What this device is called.
      { id: 'task-2', taskType: 'update-profile', error: { code: 'refused', answer: 400 } },
    ],
  });
  expect(text).toContain('"url": "/v1/accounts/{id}/entries"');
  for (const secret of ['Adamantine', account, ...phrase.split(' ').filter((word) => word.length > 7)]) {
    expect(text).not.toContain(secret);
  }
});
