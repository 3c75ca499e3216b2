import { expect, test } from '../journal/test.ts';

test('a message waits offline, is delivered, and shows on another device', async ({ app, browserContext, another }) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.isDelivered();
  const { app: other } = await another(phrase);
  await expect(other.page.getByRole('heading', { level: 1, name: 'Night Trains' })).toBeVisible();

  await browserContext.setOffline(true);
  await app.say('The last one leaves at ten.');
  await expect(app.message('The last one leaves at ten.')).toContainText('Only on this device');
  await browserContext.setOffline(false);
  await expect(app.message('The last one leaves at ten.')).not.toContainText('Only on this device');
  await expect(other.message('The last one leaves at ten.')).toBeVisible();
});
