import type { Received } from '../support/faulty-proxy.ts';
import { expect, test } from './test.ts';

const isMembers = ({ method, path }: Pick<Received, 'method' | 'path'>) =>
  method === 'GET' && path.endsWith('/members');

test('who asks again for an invitation gets the same, until the space has another key', async ({ app }) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  const link = await app.invite();
  expect(await app.invite()).toBe(link);
  await app.rotateKey();
  await expect(app.page.getByRole('main').getByText(/^2 keys,/)).toBeVisible();
  expect(await app.invite()).not.toBe(link);
});

test('members are shown to members, and everybody else is told that', async ({ app, gateway }) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.isDelivered();
  const dialog = app.page.getByRole('dialog', { name: 'Night Trains' });
  gateway.inject({ kind: 'answer', status: 403 }, isMembers);
  await app.chooseOfSpace('About this space');
  await expect(dialog.getByText('Members are shown to members only')).toBeVisible();
  await app.page.keyboard.press('Escape');

  gateway.inject({ kind: 'answer', status: 503 }, isMembers);
  await app.chooseOfSpace('About this space');
  await expect(dialog.getByText('The server gives no answer')).toBeVisible();
  await app.page.keyboard.press('Escape');

  await app.chooseOfSpace('About this space');
  await expect(dialog.getByText('Owner')).toBeVisible();
});
