import { expect, test } from '../journal/test.ts';
import type { Received } from '../support/faulty-proxy.ts';
import { sayAtOnce } from './say-at-once.ts';

const isReading = ({ method, path }: Pick<Received, 'method' | 'path'>) =>
  method === 'GET' && path.includes('/messages?');

test('a space that could not be read says so, not that nothing was said; reading it again costs no focus', async ({
  app,
  another,
  gateway,
}) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Night Trains');
  await expect(app.page.getByText('Nothing has been said here yet')).toBeVisible();
  await app.isDelivered();
  gateway.inject({ kind: 'answer', status: 503 }, isReading, Number.POSITIVE_INFINITY);
  const { app: other } = await another(phrase);
  const again = other.messages.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  await expect(other.page.getByText('Nothing has been said here yet')).toBeHidden();

  gateway.heal();
  const release = gateway.hold(isReading);
  await again.focus();
  await again.press('Enter');
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  await expect(again).toBeFocused();
  release();
  await expect(other.page.getByText('Nothing has been said here yet')).toBeVisible();
  await expect(again).toBeHidden();
  await expect(other.messages.or(other.page.getByRole('region', { name: 'Night Trains' })).first()).toBeFocused();
});

test('earlier messages are read without losing the focus, to the first one', async ({ app, another, gateway }) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Night Trains');
  const texts = Array.from({ length: 110 }, (_, place) => `Message ${place + 1}`);
  await app.page.evaluate(sayAtOnce, { texts });
  await expect(app.message('Message 110')).toBeVisible();
  await app.messageIsDelivered('Message 110');
  await app.isDelivered();
  const { app: other } = await another(phrase);
  const earlier = other.messages.getByRole('button', { name: 'Earlier messages' });
  await expect(other.message('Message 110')).toBeVisible();
  const release = gateway.hold(isReading);
  await earlier.focus();
  await earlier.press('Enter');
  await expect(earlier).toHaveAttribute('aria-disabled', 'true');
  await expect(earlier).toBeFocused();
  release();
  await expect(other.message('Message 1')).toBeVisible();
  await expect(earlier).toBeHidden();
  await expect(other.messages).toBeFocused();
});
