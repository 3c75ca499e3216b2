import { forgetUnusedChunks } from '../support/database.ts';
import type { FaultyProxy, Received } from '../support/faulty-proxy.ts';
import { withLargeValues } from './large-values.ts';
import { expect, test } from './test.ts';

/**
 * Bytes. At the median a change of two places costs 10 KB (bench/chunks); where a value is cut depends on the account, and a chunk
 * can be four times as long as on average.
 */
const SMALL_CHANGE = 32 * 1024;

const bytesOf = (requests: readonly Received[]) =>
  requests.reduce((sum, { headBytes, body }) => sum + headBytes + body.length, 0);

/** Resolves when the next save was taken; gives all that was written until then. */
const nextSave = async (gateway: FaultyProxy, save: () => Promise<void>) => {
  const [writes, saves] = [gateway.writes.length, gateway.saves.length];
  await save();
  await gateway.sawSaves(saves + 1);
  return () => gateway.writes.slice(writes);
};

test('[G47] a small change of a 2 MB value sends a few of its chunks, and another device reads it', async ({
  app,
  another,
  gateway,
}) => {
  const phrase = await app.startEmpty();
  const mine = await withLargeValues(app.page);
  const first = await nextSave(gateway, () => mine.save(3));
  await app.isDelivered();
  expect(bytesOf(first())).toBeGreaterThan(500_000);

  const change = await nextSave(gateway, () => mine.save(4));
  await app.isDelivered();
  expect(bytesOf(change())).toBeLessThanOrEqual(SMALL_CHANGE);

  const second = await another(phrase);
  const theirs = await withLargeValues(second.app.page);
  expect(await theirs.read()).toBe(4);
  const back = await nextSave(gateway, () => theirs.save(5));
  await second.app.isDelivered();
  expect(bytesOf(back())).toBeLessThanOrEqual(SMALL_CHANGE);
  await expect.poll(() => mine.read()).toBe(5);
});

test('[G46] a commit whose chunks the server has collected sends just those again, and commits once', async ({
  app,
  another,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  const mine = await withLargeValues(app.page);
  await nextSave(gateway, () => mine.save(3));
  await app.isDelivered();

  const commitsBefore = gateway.answers.filter(({ method, status }) => method === 'PATCH' && status === 200).length;
  const release = gateway.hold();
  const change = await nextSave(gateway, () => mine.save(4));
  expect(forgetUnusedChunks(server)).toBeGreaterThan(1);
  const saves = gateway.saves.length;
  release();
  await gateway.sawSaves(saves + 1);
  await app.isDelivered();
  const commits = gateway.answers.filter(({ method }) => method === 'PATCH').map(({ status }) => status);
  expect(commits.filter((status) => status === 409).length).toBeLessThanOrEqual(2); // What a list names is told once it is there.
  expect(commits.filter((status) => status === 200).length).toBe(commitsBefore + 1);
  expect(bytesOf(change())).toBeLessThanOrEqual(2 * SMALL_CHANGE);

  const second = await another(phrase);
  expect(await (await withLargeValues(second.app.page)).read()).toBe(4);
});
