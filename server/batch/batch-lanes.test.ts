import { describe, expect, it } from 'vitest';
import type { BatchAnswerItem } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { failingAt, failingCommit } from '../testing/failing-store.ts';
import { openHandler } from '../testing/open-handler.ts';
import { ALICE, tombstone, valueEntry } from '../testing/samples.ts';
import { ANSWERS_LIMIT } from './batch-progress.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };
const BOBS = '/v1/accounts/account-bob/entries';

/** An item with a key and an entry of that name. */
function save(name: string, lane: number | null, path?: string): unknown[] {
  return saveItem([valueEntry(name, 1, 1)], { key: `key-of-${name}`, lane, ...(path === undefined ? {} : { path }) });
}

async function storedIn(store: Store, account = ALICE) {
  const { entries, cursor } = await store.changes(account, WHOLE);
  return { ids: entries.map(({ id }) => id), cursor };
}

async function hasRecord(store: Store, name: string, account = ALICE): Promise<boolean> {
  return await store.transact(
    account,
    async (transaction) => (await transaction.findRecord(`key-of-${name}`)) !== undefined,
  );
}

describe('an item that fails at the server', () => {
  it('leaves nothing, while those before and behind it are done', async () => {
    const { store } = await openHandler();
    const breaking = failingAt(store, { 'key-of-broken': new RangeError('secret') });
    const { handler, logged } = await openHandler({ store: breaking });
    const answers = await sendBatch(handler, [save('first', null), save('broken', null), save('third', null)]);
    expect(statusesOf(answers)).toEqual([200, 500, 200]);
    expect(problemOf(answers[1])).toMatchObject({ status: 500, code: 'internal-error' });
    expect(problemOf(answers[1]).detail).toBeUndefined();
    expect(await storedIn(store)).toEqual({ ids: ['first', 'third'], cursor: 2 });
    expect(await hasRecord(store, 'broken')).toBe(false);
    expect(logged).toEqual(['A request failed unexpectedly.']);
  });

  it('stops its lane and no other', async () => {
    const { store } = await openHandler();
    const { handler } = await openHandler({ store: failingAt(store, { 'key-of-broken': new RangeError() }) });
    const items = [save('before', 1), save('broken', 1), save('behind', 1), save('beside', 2), save('alone', null)];
    expect(statusesOf(await sendBatch(handler, items))).toEqual([200, 500, null, 200, 200]);
    expect(await storedIn(store)).toEqual({ ids: ['before', 'beside', 'alone'], cursor: 3 });
    expect(await hasRecord(store, 'behind')).toBe(false);
  });

  it('stops nobody without a lane', async () => {
    const { store } = await openHandler();
    const { handler } = await openHandler({ store: failingAt(store, { 'key-of-broken': new RangeError() }) });
    expect(statusesOf(await sendBatch(handler, [save('broken', null), save('next', null)]))).toEqual([500, 200]);
  });

  it('is done when the same batch comes again', async () => {
    const failures: Record<string, Error> = { 'key-of-broken': new RangeError() };
    const { store } = await openHandler();
    const { handler } = await openHandler({ store: failingAt(store, failures) });
    const items = [save('before', 1), save('broken', 1), save('behind', 1)];
    expect(statusesOf(await sendBatch(handler, items))).toEqual([200, 500, null]);
    delete failures['key-of-broken'];
    const again = await sendBatch(handler, items);
    expect(statusesOf(again)).toEqual([200, 200, 200]);
    expect(again.map((answer) => answer?.[1]['Idempotent-Replayed'])).toEqual(['true', undefined, undefined]);
    expect(await storedIn(store)).toEqual({ ids: ['before', 'broken', 'behind'], cursor: 3 });
  });
});

it('goes on in a lane behind a refusal that is final', async () => {
  const { handler, store } = await openHandler();
  const bad = saveItem([], { key: 'key-bad-1', lane: 1 });
  expect(statusesOf(await sendBatch(handler, [bad, save('behind', 1)]))).toEqual([400, 200]);
  expect(await storedIn(store)).toEqual({ ids: ['behind'], cursor: 1 });
});

it('does the items of a lane in their order', async () => {
  const { handler, store } = await openHandler();
  const at = (time: number) => saveItem([valueEntry('a', time, time)], { key: `key-0000${time}`, lane: 1 });
  const answers = await sendBatch(handler, [at(1), at(3), at(2)]);
  expect(statusesOf(answers)).toEqual([200, 200, 200]);
  expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [valueEntry('a', 3, 3)], cursor: 2, more: false });
});

describe('a storage that does not do its part', () => {
  it('answers every item whose commit fails with 503', async () => {
    const { store } = await openHandler();
    const errors = [new StorageUnavailableError('full')];
    const { handler, logged } = await openHandler({ store: failingCommit(store, () => errors.pop()) });
    const bad = saveItem([], { key: 'key-bad-1', lane: 1 });
    const items = [save('a', 1), save('b', 1), bad, save('c', null)];
    const answers = await sendBatch(handler, items);
    expect(statusesOf(answers)).toEqual([503, 503, 400, 503]);
    for (const index of [0, 1, 3]) expect(problemOf(answers[index])).toMatchObject({ code: 'storage-unavailable' });
    expect(answers[0]?.[1]).toMatchObject({ 'Retry-After': '5' });
    expect(await storedIn(store)).toEqual({ ids: [], cursor: 0 });
    expect(logged).toEqual(['The storage is unavailable.']);
  });

  it('takes back what was done in the transaction in which an item meets it', async () => {
    const { store } = await openHandler();
    const { handler } = await openHandler({
      store: failingAt(store, { 'key-of-b': new StorageUnavailableError('full') }),
    });
    const items = [save('a', null), save('b', null), save('c', null)];
    expect(statusesOf(await sendBatch(handler, items))).toEqual([503, 503, 503]);
    expect(await storedIn(store)).toEqual({ ids: [], cursor: 0 });
  });

  it('answers 503 when it is closed', async () => {
    const { handler, store } = await openHandler();
    await store.close();
    expect(statusesOf(await sendBatch(handler, [save('a', 1), 7, save('b', null)]))).toEqual([503, 400, 503]);
  });
});

it('uses one transaction for all items', async () => {
  const { store } = await openHandler();
  let transactions = 0;
  const counting = failingCommit(store, () => {
    transactions += 1;
    return undefined;
  });
  const { handler } = await openHandler({ store: counting });
  const items = [save('a', 1), 7, save('b', 2), save('c', null, BOBS), save('d', 1)];
  expect(statusesOf(await sendBatch(handler, items))).toEqual([200, 400, 200, 403, 200]);
  expect(transactions).toBe(1);
  expect(await storedIn(store)).toEqual({ ids: ['a', 'b', 'd'], cursor: 3 });
});

describe('the limit of the answers', () => {
  const lost = (key: string, lane: number | null, id: string) => saveItem([tombstone(id, 1)], { key, lane });

  it('passes over whatever comes once it is exceeded, but always does the first', async () => {
    const { handler, store } = await openHandler();
    const half = { ...valueEntry('half', 9), value: new Uint8Array(ANSWERS_LIMIT / 2) };
    await store.transact(ALICE, (transaction) => transaction.putEntries([half]));
    const items = ['key-00001', 'key-00002', 'key-00003'].map((key) => lost(key, null, 'half'));
    const answers: BatchAnswerItem[] = await sendBatch(handler, [...items, save('next', null), 7]);
    expect(statusesOf(answers)).toEqual([200, 200, null, null, null]);
    expect(await storedIn(store)).toEqual({ ids: ['half'], cursor: 1 });
    expect(await hasRecord(store, 'next')).toBe(false);
  });
});
