import { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';

/** Deletions are forgotten at once, and whoever has not asked for three seconds is away. */
test.use({ beginning: 'nobody', serverOptions: ['--prune-every', '0', '--tombstone-age', '0', '--device-away', '3'] });

test('[G56] [G57] a device that was away while a deletion was pruned reads everything anew: it is told, and brings nothing back', async ({
  app,
  another,
  server,
}) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.newSpace('Night Shift');
  await app.isDelivered();
  const { app: second, context } = await another(phrase);
  await second.seesSpaces(2);
  await context.setOffline(true);

  const contents = await ServerContents.of(server, phrase);
  const spaces = async () => {
    const names = (await contents.entries()).map(({ name }) => name.slice(0, name.indexOf('/')));
    return new Set(names.filter((name) => name.startsWith('space:'))).size;
  };
  expect(await spaces()).toBe(2);
  await app.leaveSpace();
  await app.seesSpaces(1);
  await app.isDelivered();
  let saves = 0;
  await expect(async () => {
    saves += 1;
    await app.page.reload(); // It says what it has read.
    await app.saveBio(`Save ${saves}`);
    await app.isDelivered();
    expect(await spaces()).toBe(1);
  }).toPass();

  await context.setOffline(false);
  await expect(
    second.page.getByText('This device was away for a long time. It has read everything anew'),
  ).toBeVisible();
  await second.seesSpaces(1);
  expect(await second.bio()).toBe(`Save ${saves}`);
  await expect(second.status).toHaveText('Changed on another device'); // What was deleted is offered back.
  await second.saveDisplayName('Ada');
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
  await app.seesSpaces(1);
});
