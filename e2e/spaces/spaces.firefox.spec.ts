import { expect, test } from '../support/test.ts';

test('spaces and messages where no browser delivers by itself: kept while the server is gone, sent when it is back', async ({
  app,
  server,
}) => {
  await app.startEmpty();
  await app.newSpace('Night Trains');
  await app.say('Before.');
  await app.messageIsDelivered('Before.');
  await app.rotateKey();
  await expect(app.messages.getByText('changed the key of this space')).toBeVisible();
  await app.isDelivered();

  await server.stop();
  await app.say('While nobody listens.');
  await app.deleteMessage('Before.');
  await app.say('Never to be read.');
  await app.deleteMessage('Never to be read.');
  await app.page.reload();
  await expect(app.message('While nobody listens.')).toBeVisible();
  await expect(app.message('Before.')).toBeHidden();
  await server.start();
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await app.messageIsDelivered('While nobody listens.');
  await app.isDelivered();
  await app.page.reload();
  await expect(app.message('While nobody listens.')).toBeVisible();
  await expect(app.message('Before.')).toBeHidden();

  await app.leaveSpace();
  await app.seesSpaces(0);
  await app.isDelivered();
});
