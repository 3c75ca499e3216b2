import { expect, test } from './test.ts';

/** Titles and texts of the notices that the worker shows. */
const shown = () =>
  navigator.serviceWorker.ready
    .then((registration) => registration.getNotifications())
    .then((notices) => notices.map(({ title, body }) => `${title}: ${body}`));

/** Once: as a space is noted as seen, something newer is kept of it, as if a message had come before the view was read again. */
const anotherComesMeanwhile = () => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (row, key) {
    const isSeen = this.name === 'spaces' && row.seen > 0 && row.seen === row.newestOfOthers;
    if (isSeen) IDBObjectStore.prototype.put = put;
    const kept = isSeen ? { ...row, newestOfOthers: row.newestOfOthers + 1 } : row;
    return key === undefined ? put.call(this, kept) : put.call(this, kept, key);
  };
};

test('a message that comes while the person looks elsewhere is told, unless its space is muted', async ({
  app,
  browserContext,
  somebody,
  gateway,
}) => {
  await browserContext.grantPermissions(['notifications'], { origin: gateway.url });
  await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  const { app: guest } = await somebody('Grace');
  await guest.joinSpace(await app.invite());
  await guest.say('Seen at once.');
  await expect(app.message('Seen at once.')).toBeVisible();
  expect(await app.page.evaluate(shown)).toEqual([]);

  await app.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await guest.say('High water at four.');
  await expect.poll(() => app.page.evaluate(shown)).toEqual(['Tide Tables: Grace: High water at four.']);

  await app.chooseOfSpace('Mute');
  await guest.say('Low at ten.');
  await expect(app.message('Low at ten.')).toBeVisible();
  expect(await app.page.evaluate(shown)).toEqual(['Tide Tables: Grace: High water at four.']);

  await app.openSettings('Preferences');
  await app.settings.getByRole('button', { name: 'Unmute Tide Tables' }).click();
  await expect(app.settings.getByText(/^None\. A space is muted/)).toBeVisible();
  await app.closeSettings();
  await app.newSpace('Elsewhere');
  await guest.say('Anybody?');
  const row = app.page.getByRole('navigation', { name: 'Spaces' }).getByRole('link', { name: /Tide Tables/ });
  await expect(row).toContainText('New');
  await app.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await app.page.evaluate(anotherComesMeanwhile);
  await row.click();
  await expect(app.message('Anybody?')).toBeVisible();
  await expect(row).not.toContainText('New');
});
