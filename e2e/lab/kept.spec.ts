import type { Page } from 'playwright/test';
import { committed, committedIds, effects, storedValue } from '../support/database.ts';
import { cutAll, refuseAll } from './faults.ts';
import { addRowLikeOldest, changeOldestRow, queueRows } from './rows.ts';
import { expect, test } from './test.ts';

const MONTH = 30 * 24 * 60 * 60 * 1000;

test('[G2] an entry older than the seven days of a stock queue is delivered', async ({
  browserContext,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  await tab.save('old');
  await changeOldestRow(tab.page, { row: { timestamp: Date.now() - MONTH } });
  await tab.page.close();
  await browserContext.setOffline(false);
  await expect.poll(() => storedValue(server, 'old')).toBe('old');
});

test('[G4] an entry that makes no request is kept and listed, and those beside it are delivered', async ({
  browserContext,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  await tab.save('before');
  await addRowLikeOldest(tab.page, { row: { metadata: null }, requestData: { method: 'HEAD' } });
  await addRowLikeOldest(tab.page, { row: { metadata: null, requestData: 'scrambled' } });
  await tab.save('after');
  await browserContext.setOffline(false);

  await expect.poll(() => [...committedIds(server)].sort()).toEqual(['after', 'before']);
  await expect
    .poll(async () => [...(await tab.states())].sort())
    .toEqual(['completed:delivered', 'completed:delivered', 'failed:request-unreadable', 'failed:request-unreadable']);
  expect(await queueRows(tab.page)).toHaveLength(2);
});

test('[G5] over the budget a save is refused at once, and those before it are delivered', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab({ tasks: 5 });
  refuseAll(gateway, 503);
  const ids = ['a', 'b', 'c', 'd', 'e'];
  await tab.saveAll(ids);
  await expect(codeOfSave(tab.page, 'one too many')).resolves.toBe('outbox-full');
  gateway.heal();
  await expect.poll(() => [...committedIds(server)].sort()).toEqual(ids);
  await expect(codeOfSave(tab.page, 'there is room again')).resolves.toBe('stored');
  await expect.poll(() => effects(server)).toBe(6);
});

test('[G5] on a full disk a save is refused at once, and those before it are delivered', async ({
  browserContext,
  gateway,
  newTab,
  server,
}) => {
  const tab = await newTab();
  const session = await browserContext.newCDPSession(tab.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: gateway.url, quotaSize: 3_000_000 });
  await tab.open();
  cutAll(gateway);
  await tab.save('before');
  const filling = await saveUntilRefused(tab.page);
  expect(filling.refusal).toBe('storage-full');

  await session.send('Storage.overrideQuotaForOrigin', { origin: gateway.url });
  gateway.heal();
  await tab.replayNow();
  await expect.poll(() => committed(server)).toHaveLength(1 + filling.stored);
  expect(storedValue(server, 'before')).toBe('before');
  await expect(codeOfSave(tab.page, 'after')).resolves.toBe('stored');
  await expect.poll(() => effects(server)).toBe(filling.stored + 2);
});

/** Large saves, until one is refused or something is wrong with the test. */
async function saveUntilRefused(page: Page): Promise<{ readonly stored: number; readonly refusal: string }> {
  for (let stored = 0; stored < 200; stored += 1) {
    const refusal = await codeOfSave(page, `filling-${stored}`, 'x'.repeat(300_000));
    if (refusal !== 'stored') return { stored, refusal };
  }
  throw new Error('The disk takes everything.');
}

/** What a save comes to: `stored`, or the code of the error. */
async function codeOfSave(page: Page, id: string, text = id): Promise<string> {
  return await page.evaluate(
    (note) =>
      window.lab.save(note).then(
        () => 'stored',
        (error) => error.code,
      ),
    { id, text },
  );
}
