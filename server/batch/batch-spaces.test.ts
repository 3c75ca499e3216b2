import { describe, expect, it } from 'vitest';
import { entriesPath, type SpaceId } from '../../src/protocol/index.ts';
import { StorageUnavailableError, type Store } from '../store/store.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { failingAt, failingCommit, over } from '../testing/failing-store.ts';
import { openHandler } from '../testing/open-handler.ts';
import { ALICE, BOB, valueEntry } from '../testing/samples.ts';
import {
  type Asked,
  joinAsked,
  leaveAsked,
  makeSpace,
  namesIn,
  pageFor,
  sendAsked,
} from '../testing/space-requests.ts';
import { CAROL, HOME, WORK } from '../testing/space-samples.ts';

function item(lane: number | null, key: string, { method, path, type, body }: Asked): unknown[] {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? null);
  return [key, lane, method, path, type === undefined ? {} : { 'content-type': type }, bytes];
}

function send(name: string, lane: number | null, space: SpaceId = HOME): unknown[] {
  return item(lane, `key-of-${name}`, sendAsked(name, undefined, space));
}

function save(name: string, lane: number | null): unknown[] {
  return saveItem([valueEntry(name, 1, 1)], { key: `key-of-${name}`, lane, path: entriesPath(BOB) });
}

/** Two spaces that Bob is in, and what he has sent to them, on a server over a store that is his to break. */
async function withSpaces(broken: (store: Store) => Store = (store) => store) {
  const { handler: whole, store } = await openHandler();
  for (const space of [HOME, WORK]) await makeSpace(whole, [BOB], space);
  const { handler, logged } = await openHandler({ store: broken(store) });
  const sent = async () => [
    namesIn(await pageFor(whole, ALICE)),
    namesIn(await pageFor(whole, ALICE, '', WORK)),
    (await store.changes(BOB, { since: 0, entries: 10, bytes: 1000 })).entries.map(({ id }) => id),
  ];
  return { store, logged, sent, sendTogether: (...items: unknown[]) => sendBatch(handler, items, BOB) };
}

/** Counts transactions, and fails the commits of those that are told. */
function failingCommits(...which: number[]) {
  let count = 0;
  const broken = (store: Store) =>
    failingCommit(store, () => {
      count += 1;
      return which.includes(count) ? new StorageUnavailableError('full') : undefined;
    });
  return { broken, count: () => count };
}

describe('a batch with items in several spaces', () => {
  it('has one transaction for those that follow each other in one, and all that enter none go along', async () => {
    const commits = failingCommits();
    const { sent, sendTogether } = await withSpaces(commits.broken);
    const items = [
      save('s1', null),
      send('a', 1),
      save('s2', 2),
      7,
      send('b', 1),
      send('c', 1, WORK),
      save('s3', null),
    ];
    expect(statusesOf(await sendTogether(...items, send('d', 1)))).toEqual([200, 200, 200, 400, 200, 200, 200, 200]);
    expect(commits.count()).toBe(3);
    expect(await sent()).toEqual([['a', 'b', 'd'], ['c'], ['s1', 's2', 's3']]);
  });

  it('answers 503 for those whose commit fails, and for no others', async () => {
    const { sent, sendTogether, logged } = await withSpaces(failingCommits(1).broken);
    const items = [send('a', 1), save('s1', null), 7, send('b', 2, WORK), save('s2', null)];
    const answers = await sendTogether(...items);
    expect(statusesOf(answers)).toEqual([503, 503, 400, 200, 200]);
    for (const index of [0, 1]) expect(problemOf(answers[index])).toMatchObject({ code: 'storage-unavailable' });
    expect(await sent()).toEqual([[], ['b'], ['s2']]);
    expect(logged).toEqual(['The storage is unavailable.']);
  });

  it('stops a lane across transactions, where the one before failed', async () => {
    const { sent, sendTogether } = await withSpaces(failingCommits(1).broken);
    const items = [send('a', 1), send('b', 1, WORK), save('s1', 1), send('c', 2, WORK)];
    expect(statusesOf(await sendTogether(...items))).toEqual([503, null, null, 200]);
    expect(await sent()).toEqual([[], ['c'], []]);
  });

  it('passes over, and does not blame on the storage, what its lane had stopped already', async () => {
    const { sent, sendTogether } = await withSpaces(failingCommits(1, 2).broken);
    const items = [send('a', 1), send('b', 1, WORK), send('c', 2, WORK)];
    expect(statusesOf(await sendTogether(...items))).toEqual([503, null, 503]);
    expect(await sent()).toEqual([[], [], []]);
  });

  it('begins no transaction for those that are all passed over', async () => {
    const commits = failingCommits(1);
    const { sendTogether } = await withSpaces(commits.broken);
    expect(statusesOf(await sendTogether(send('a', 1), send('b', 1, WORK)))).toEqual([503, null]);
    expect(commits.count()).toBe(1);
  });

  it('leaves nothing of one that fails, in its space or elsewhere, while its neighbours are done', async () => {
    const { sent, sendTogether } = await withSpaces((store) => failingAt(store, { 'key-of-b': new RangeError('b') }));
    const items = [send('a', 1), send('b', 2), send('c', 2), send('d', 3), send('e', 2, WORK), send('f', 3, WORK)];
    expect(statusesOf(await sendTogether(...items))).toEqual([200, 500, null, 200, null, 200]);
    expect(await sent()).toEqual([['a', 'd'], ['f'], []]);
  });

  it('enters its space again after the item that entered it first was undone', async () => {
    const { sent, sendTogether } = await withSpaces((store) => failingAt(store, { 'key-of-a': new RangeError('a') }));
    expect(statusesOf(await sendTogether(send('a', null), send('b', null), save('s1', null)))).toEqual([500, 200, 200]);
    expect(await sent()).toEqual([['b'], [], ['s1']]);
  });

  it('tells each space’s news once', async () => {
    const { store, sendTogether } = await withSpaces();
    const heard: string[] = [];
    for (const space of [HOME, WORK]) store.watch(`space:${space}`, (cursor) => heard.push(`${space} ${cursor}`));
    await sendTogether(send('a', null), send('b', null), send('c', null, WORK));
    expect(heard).toEqual([`${HOME} 4`, `${WORK} 3`]);
  });
});

describe('a batch about spaces', () => {
  it('makes one, leaves it, and is refused in it, in order', async () => {
    const { sendTogether } = await withSpaces();
    const answers = await sendTogether(
      item(1, 'key-leave', leaveAsked(BOB)),
      send('a', 1),
      item(1, 'key-join', joinAsked(BOB)),
      item(1, 'key-carol', joinAsked(CAROL)),
      item(1, 'key-remove', leaveAsked(ALICE, WORK)),
      send('b', 1, WORK),
    );
    expect(statusesOf(answers)).toEqual([204, 403, 403, 403, 403, 200]);
    const codes = [1, 2, 3, 4].map((index) => problemOf(answers[index]).code);
    expect(codes).toEqual(['not-a-member', 'invite-invalid', 'foreign-account', 'not-an-owner']);
  });

  it('meets the spaces of a store that is gone as it does its accounts', async () => {
    const { sendTogether } = await withSpaces((store) =>
      over(store, { transact: () => Promise.reject(new StorageUnavailableError('gone')) }),
    );
    expect(statusesOf(await sendTogether(send('a', 1), send('b', 2, WORK)))).toEqual([503, 503]);
  });
});
