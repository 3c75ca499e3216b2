import { decodeDelta, isInParts } from 'backhaul/protocol';
import { committed, committedIds, effects, storedValue } from '../support/database.ts';
import { isSave } from '../support/faulty-proxy.ts';
import { signal } from '../support/signal.ts';
import { cutAll } from './faults.ts';
import { ALWAYS, ON_FAILURE, plainFetch } from './plain-fetch.ts';
import { expect, test } from './test.ts';

test.beforeEach(({ site }) => {
  site.worker = 'holding';
});

test('[G23] held always: answered 202 with its key while offline, delivered once with every tab closed', async ({
  browserContext,
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  const { status, key } = await plainFetch(tab.page, ALWAYS, 'accepted');
  expect(status).toBe(202);
  expect(key).toBeTruthy();
  await tab.page.close();
  await browserContext.setOffline(false);

  await expect.poll(() => storedValue(server, 'accepted')).toBe('accepted');
  expect(new Set(gateway.saves.map((save) => save.key))).toEqual(new Set([key]));
  expect(effects(server)).toBe(1);
});

test('[G23] [G19] tried offline, it fails for the page, and is delivered with every tab closed', async ({
  browserContext,
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  expect(await plainFetch(tab.page, ON_FAILURE, 'plain')).toMatchObject({ status: 0 });
  await expect.poll(() => tab.queued()).toBe(1);
  await tab.page.close();
  await browserContext.setOffline(false);
  await expect.poll(() => storedValue(server, 'plain')).toBe('plain');
  expect(gateway.saves.at(-1)?.key).toBeTruthy();
});

test('[G23] [G7] one whose answer is lost is delivered once, by the key of its first attempt', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  gateway.inject({ kind: 'drop-answer' }, isSave, Number.POSITIVE_INFINITY); // Chromium itself tries again once or twice.
  expect(await plainFetch(tab.page, ON_FAILURE, 'plain')).toMatchObject({ status: 0 });
  expect(effects(server)).toBe(1);
  gateway.heal();
  await tab.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => tab.queued()).toBe(0);
  expect(new Set(gateway.saves.map(({ key }) => key)).size).toBe(1);
  expect(effects(server)).toBe(1);
  expect(gateway.hadOneEffect(gateway.saves.at(-1)?.key)).toBe(true);
});

test('[G23] held always, over the budget: answered 507, and what was accepted is delivered', async ({
  browserContext,
  openTab,
  server,
  site,
}) => {
  site.worker = 'holding-few';
  const tab = await openTab();
  await browserContext.setOffline(true);
  for (const id of ['first', 'second']) expect(await plainFetch(tab.page, ALWAYS, id)).toMatchObject({ status: 202 });
  await expect.poll(() => tab.states()).toHaveLength(2);
  expect(await plainFetch(tab.page, ALWAYS, 'third')).toMatchObject({ status: 507 });

  await browserContext.setOffline(false);
  await expect.poll(() => committedIds(server)).toEqual(['first', 'second']);
  await expect.poll(() => tab.queued()).toBe(0);
});

test('[G9] a newer plain request does not overtake one that is held', async ({ gateway, openTab, server }) => {
  const tab = await openTab();
  cutAll(gateway);
  expect(await plainFetch(tab.page, ON_FAILURE, 'same', 'older')).toMatchObject({ status: 0 });
  await expect.poll(() => tab.queued()).toBe(1);
  expect(await plainFetch(tab.page, ON_FAILURE, 'same', 'newer')).toMatchObject({ status: 0 });
  await expect.poll(() => tab.queued()).toBe(2);

  gateway.heal();
  const delivered = gateway.received.length;
  expect(await plainFetch(tab.page, ON_FAILURE, 'same', 'newest')).toMatchObject({ status: 200 });
  expect(storedValue(server, 'same')).toBe('newest');
  const sent = gateway.received.slice(delivered).filter(isSave);
  expect(sent.map(({ body }) => textIn(body))).toEqual(['older', 'newer', 'newest']);
});

test('[G23] D4: Chromium does not tell the worker that a page has aborted, so such a request is held like any other', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  const cut = signal();
  // Without end: Chromium itself tries again at once.
  gateway.inject({ kind: 'cut', until: cut.promise }, isSave, Number.POSITIVE_INFINITY);
  const abort = await tab.page.evaluateHandle(() => new AbortController());
  const name = abort.evaluate(
    ({ signal }, account) =>
      window.lab.fetch({ id: 'aborted', text: 'x', account }, { signal }).then(
        () => 'answered',
        (error: Error) => error.name,
      ),
    ON_FAILURE,
  );
  await gateway.sawSaves(1);
  await abort.evaluate((controller) => controller.abort());
  expect(await name).toBe('AbortError');

  cut.resolve();
  expect(await plainFetch(tab.page, ON_FAILURE, 'next')).toMatchObject({ status: 0 });
  await expect.poll(() => tab.queued()).toBe(2);
  gateway.heal();
  await tab.replayNow();
  await expect.poll(() => committed(server)).toHaveLength(2);
});

function textIn(body: Buffer): string {
  const [entry] = decodeDelta(body);
  return entry === undefined || isInParts(entry) ? '' : JSON.parse(Buffer.from(entry.value).toString());
}
