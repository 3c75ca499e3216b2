import { sealedEntries } from '../support/database.ts';
import { expect, test } from './test.ts';

test.use({ beginning: 'nobody', serverOptions: ['--tombstone-age', '0', '--prune-every', '0', '--device-away', '10'] });

test('[G56] [G57] a device that was away for too long reads everything anew, is told once, and brings nothing back', async ({
  app,
  another,
  server,
}) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  const { app: away, context } = await another(phrase);
  await away.seesSpaces(1);
  await away.isDelivered();
  await context.setOffline(true);
  await away.saveDisplayName('Written while away');

  await app.leaveSpace();
  await app.seesSpaces(0);
  await app.isDelivered();
  const tombstones = () => sealedEntries(server).filter(({ isTombstone }) => isTombstone).length;
  let saves = 0;
  const afterASave = async () => {
    saves += 1;
    await app.page.reload(); // It reads what it has deleted, and is there.
    await app.saveBio(`Number ${saves}`);
    await app.isDelivered();
    return tombstones();
  };
  await expect.poll(afterASave, { timeout: 120_000 }).toBe(0);

  await context.setOffline(false);
  const notice = away.page.getByRole('dialog').filter({ hasText: /^This device was away for a long time/ });
  await expect(notice).toBeVisible();
  await notice.hover();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  await away.seesSpaces(0);
  await away.openConflicts(); // It may have been deleted meanwhile: the person decides.
  const offered = away.conflicts.getByRole('listitem');
  const name = offered.filter({ hasText: 'Display name' });
  await expect(name.getByText('Deleted', { exact: true })).toBeVisible();
  await name.getByRole('button', { name: 'Keep mine' }).click();
  await expect(name).toHaveCount(0);
  for (let left = await offered.count(); left > 0; left -= 1) {
    await offered.first().getByRole('button', { name: 'Keep theirs' }).click(); // What was deleted with the space.
    await expect(offered).toHaveCount(left - 1);
  }
  await away.isDelivered();
  await expect(app.page.getByText('Written while away').first()).toBeVisible();
  expect(tombstones()).toBe(0);
  await app.seesSpaces(0);
  await away.page.reload();
  await away.isDelivered();
  await expect(notice).toBeHidden();
});
