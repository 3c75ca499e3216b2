import { beforeEach, describe, expect, test } from 'vitest';
import type { Standing } from './heads/history-state.ts';
import type { ModelServer } from './testing/model-server.ts';
import { pullFrom, push } from './testing/model-server.ts';
import { oneDevice } from './testing/one-device.ts';
import type { TestJournal } from './testing/test-journal.ts';

const TRUSTED: Standing = { kind: 'trusted' };

let mine: TestJournal;
let another: () => Promise<TestJournal>;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, another, server } = await oneDevice());
  await pullFrom(mine.journal, server);
});

async function standingOf({ journal }: TestJournal): Promise<Standing> {
  return (await journal.history()).standing;
}

async function saveAndPush({ journal, time }: TestJournal, key: string, value: string): Promise<void> {
  time.now += 1_000;
  await journal.collection('profile').set(key, value);
  await push(journal, server);
  await pullFrom(journal, server);
}

async function pull(device: TestJournal): Promise<void> {
  await pullFrom(device.journal, server);
}

describe('a server that serves yesterday’s genuine state', () => {
  test('[G53] is found out by a device whose cursor goes back; nothing here is undone', async () => {
    await saveAndPush(mine, 'a', 'yesterday');
    const yesterday = server.backup();
    await saveAndPush(mine, 'a', 'today');
    server.restore(yesterday);
    await pull(mine);
    expect(await standingOf(mine)).toEqual({ kind: 'doubted', reason: 'set-back', at: mine.time.now });
    expect(await mine.journal.collection('profile').get('a')).toBe('today');
  });

  test('[G53] is found out when its cursor has grown past the device’s since', async () => {
    const theirs = await another();
    await pull(theirs);
    await saveAndPush(mine, 'z', 'before');
    await saveAndPush(mine, 'a', 'first');
    const yesterday = server.backup();
    await saveAndPush(mine, 'b', 'second');
    server.restore(yesterday);
    for (const key of ['c', 'd', 'e', 'f']) await saveAndPush(theirs, key, key);
    await pull(mine);
    expect(await standingOf(mine)).toMatchObject({ kind: 'doubted', reason: 'head-older' });
    expect(await mine.journal.collection('profile').get('b')).toBe('second');
    expect(await mine.journal.collection('profile').get('c')).toBe('c');
  });

  test('[G53] is found out when it makes up a cursor', async () => {
    await saveAndPush(mine, 'z', 'before');
    await saveAndPush(mine, 'a', 'first');
    const yesterday = server.backup();
    await saveAndPush(mine, 'b', 'second');
    const { cursor } = server;
    server.restore(yesterday);
    server.cursor = cursor;
    await pull(mine);
    expect(await standingOf(mine)).toMatchObject({ kind: 'doubted', reason: 'head-older' });
  });

  test('[G53] is found out by a device that has never saved anything', async () => {
    const theirs = await another();
    await saveAndPush(mine, 'a', 'first');
    await saveAndPush(mine, 'b', 'second');
    const yesterday = server.backup();
    await saveAndPush(mine, 'c', 'third');
    await pull(theirs);
    const { cursor } = server;
    server.restore(yesterday);
    server.cursor = cursor;
    await pull(theirs);
    expect(await standingOf(theirs)).toMatchObject({ kind: 'doubted', reason: 'head-older' });
  });

  test('[G53] is found out when it drops a device’s head', async () => {
    await saveAndPush(mine, 'a', 'first');
    await saveAndPush(mine, 'b', 'second');
    const [head] = [...server.held].filter(([, { cursor }]) => cursor === server.cursor);
    expect(head).toBeDefined();
    server.held.delete(head![0]);
    await pull(mine);
    expect(await standingOf(mine)).toMatchObject({ kind: 'doubted', reason: 'head-missing' });
  });

  test('[G53] is found out when it shows two devices two histories of the same length', async () => {
    const theirs = await another();
    await saveAndPush(mine, 'a', 'first');
    await pull(theirs);
    const fork = server.backup();
    await saveAndPush(mine, 'b', 'mine');
    await saveAndPush(mine, 'c', 'mine');
    const [minesHead] = [...server.held.values()].filter(({ cursor }) => cursor === server.cursor);
    server.restore(fork);
    await saveAndPush(theirs, 'b', 'theirs');
    server.held.set(minesHead!.entry.id, { ...minesHead!, cursor: ++server.cursor });
    await pull(theirs);
    expect(await standingOf(theirs)).toMatchObject({ kind: 'doubted', reason: 'forked' });
  });

  test('[G53] is found out when it hides what a device’s head has seen', async () => {
    const theirs = await another();
    await saveAndPush(mine, 'a', 'first');
    const yesterday = server.backup();
    for (const key of ['b', 'c', 'd']) await saveAndPush(mine, key, key);
    const [head] = [...server.held.values()].filter(({ cursor }) => cursor === server.cursor);
    server.restore(yesterday);
    server.held.set(head!.entry.id, { ...head!, cursor: ++server.cursor });
    await pull(theirs);
    expect(await standingOf(theirs)).toMatchObject({ kind: 'doubted', reason: 'hides-changes' });
  });

  test('[G54] is found out by a fresh device with the pairing code’s head', async () => {
    await saveAndPush(mine, 'a', 'first');
    const yesterday = server.backup();
    await saveAndPush(mine, 'b', 'second');
    const head = await mine.journal.head();
    server.restore(yesterday);
    const fresh = await another();
    await fresh.journal.expectHead(head!);
    await pull(fresh);
    expect(await standingOf(fresh)).toMatchObject({ kind: 'doubted', reason: 'hides-changes' });
    expect(await fresh.journal.collection('profile').get('a')).toBe('first');
  });

  test('[G54] is found out by a fresh device when it has grown past the pairing code’s head', async () => {
    const theirs = await another();
    await pull(theirs);
    await saveAndPush(mine, 'a', 'first');
    await saveAndPush(mine, 'b', 'second');
    const yesterday = server.backup();
    await saveAndPush(mine, 'c', 'third');
    const head = await mine.journal.head();
    server.restore(yesterday);
    for (const key of ['d', 'e', 'f', 'g']) await saveAndPush(theirs, key, key);
    const fresh = await another();
    await fresh.journal.expectHead(head!);
    await pull(fresh);
    expect(await standingOf(fresh)).toMatchObject({ kind: 'doubted', reason: 'head-older' });
  });

  test('[G54] a fresh device believes a server that shows all that the pairing code speaks of, and more', async () => {
    await saveAndPush(mine, 'a', 'first');
    await saveAndPush(mine, 'b', 'second');
    const head = await mine.journal.head();
    const fresh = await another();
    await fresh.journal.expectHead(head!);
    await pull(fresh);
    await saveAndPush(mine, 'c', 'third');
    const later = await another();
    await later.journal.expectHead(head!);
    await pull(later);
    expect([await standingOf(fresh), await standingOf(later)]).toEqual([TRUSTED, TRUSTED]);
    expect((await fresh.store.state()).history.expected).toBeNull();
  });

  test('[G53] is found out though it has planted what nobody can open', async () => {
    const theirs = await another();
    await saveAndPush(mine, 'a', 'first');
    const [first] = server.held.values();
    const garbage = { id: 'garbage', clock: first!.entry.clock, isTombstone: false, value: new Uint8Array(94) };
    server.held.set('garbage', { entry: garbage, cursor: ++server.cursor });
    for (const device of [mine, theirs]) await pull(device);
    expect(await theirs.journal.broken()).toHaveLength(1);
    const fork = server.backup();
    await saveAndPush(mine, 'b', 'mine');
    await saveAndPush(mine, 'c', 'mine');
    const minesHead = [...server.held.values()].find(({ cursor }) => cursor === server.cursor);
    server.restore(fork);
    await saveAndPush(theirs, 'b', 'theirs');
    server.held.set(minesHead!.entry.id, { ...minesHead!, cursor: ++server.cursor });
    await pull(theirs);
    expect(await standingOf(theirs)).toMatchObject({ kind: 'doubted', reason: 'forked' });
  });

  test('[G54] a cursor made up confirms no pairing code: what it hides is found out by the next heads', async () => {
    const theirs = await another();
    await pull(theirs);
    await saveAndPush(mine, 'a', 'first');
    await saveAndPush(theirs, 'hidden', 'today');
    const hidden = [...server.held].find(([, { cursor }]) => cursor === server.cursor);
    await saveAndPush(mine, 'b', 'second');
    const head = await mine.journal.head();
    const truth = server.backup();
    server.held.delete(hidden![0]);
    server.cursor += 1;
    const fresh = await another();
    await fresh.journal.expectHead(head!);
    await pull(fresh);
    expect((await fresh.store.state()).history.expected).toEqual(head);
    server.restore({ ...truth, cursor: truth.cursor + 1 }); // The others go on.
    for (const key of ['c', 'd']) {
      await saveAndPush(mine, key, key);
      const { held } = server.backup();
      server.held.delete(hidden![0]);
      await pull(fresh);
      server.restore({ ...server.backup(), held });
    }
    expect(await standingOf(fresh)).toMatchObject({ kind: 'doubted', reason: 'forked' });
  });

  test('[G53] is not believed when it tells nothing of its history any more', async () => {
    await saveAndPush(mine, 'a', 'first');
    server.tellsHistory = false;
    await pull(mine);
    expect(await standingOf(mine)).toMatchObject({ kind: 'doubted', reason: 'silent' });
  });
});

describe('a restored backup of an honest server', () => {
  test('[G55] is told apart by the person’s word, and healed by a full push', async () => {
    const theirs = await another();
    await saveAndPush(mine, 'a', 'first');
    const backup = server.backup();
    await saveAndPush(mine, 'b', 'second');
    await saveAndPush(theirs, 'c', 'third');
    server.restore(backup, 'generation-1-aaaaaaaaa');
    for (const device of [mine, theirs]) {
      await pull(device);
      expect(await standingOf(device)).toMatchObject({ kind: 'doubted', reason: 'other-history' });
      await device.journal.trustServer();
      await pull(device);
      await push(device.journal, server);
      await pull(device);
      expect(await standingOf(device)).toEqual(TRUSTED);
    }
    await pull(mine);
    const fresh = await another();
    await pull(fresh);
    for (const device of [mine, theirs, fresh]) {
      expect(new Map(await device.journal.collection('profile').list())).toEqual(
        new Map([
          ['a', 'first'],
          ['b', 'second'],
          ['c', 'third'],
        ]),
      );
      expect(await standingOf(device)).toEqual(TRUSTED);
    }
  });

  test('[G55] of which the operator said nothing is healed the same way', async () => {
    const theirs = await another();
    await saveAndPush(mine, 'a', 'first');
    const backup = server.backup();
    await saveAndPush(theirs, 'c', 'third');
    await saveAndPush(mine, 'b', 'second');
    await pull(theirs);
    server.restore(backup);
    for (const device of [mine, theirs, mine]) {
      await pull(device);
      if ((await standingOf(device)).kind === 'doubted') await device.journal.trustServer();
      await pull(device);
      await push(device.journal, server);
    }
    for (const device of [mine, theirs]) {
      await saveAndPush(device, 'd', 'later');
      await pull(device);
      expect(await standingOf(device)).toEqual(TRUSTED);
      expect([...(await device.journal.collection('profile').list()).keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  test('a removal of this device’s own is nothing to be doubted', async () => {
    await saveAndPush(mine, 'a', 'first');
    server.restore(
      { held: new Map(), chunks: new Map(), cursor: 0, prunedCursor: 0, prunedClock: null },
      'generation-1-aaaaaaaaa',
    );
    await mine.journal.forgetServer();
    await pull(mine);
    expect(await standingOf(mine)).toEqual(TRUSTED);
  });
});

test('a page that was asked for before everything was removed is dropped', async () => {
  await saveAndPush(mine, 'a', 'first');
  await mine.journal.readAgain(); // The next page has something in it.
  const fetch = async (request: Request) => {
    const page = await server.fetch(request);
    if (server.held.size > 0) {
      server.restore(
        { held: new Map(), chunks: new Map(), cursor: 0, prunedCursor: 0, prunedClock: null },
        'generation-1-aaaaaaaaa',
      );
      await mine.journal.forgetServer();
    }
    return page;
  };
  await mine.journal.pull({ fetch, origin: 'http://server.test' });
  expect(await mine.journal.dirty()).toMatchObject([{ name: 'profile' }]);
  expect(await standingOf(mine)).toEqual(TRUSTED);
});

test('a head stays in the smallest bucket of sealed entries', async () => {
  await saveAndPush(mine, 'a', 'first');
  server.cursor = 2 ** 40;
  await saveAndPush(mine, 'b', 'second');
  await saveAndPush(mine, 'c', 'third');
  const lengths = new Set([...server.held.values()].map(({ entry }) => entry.value.length));
  expect(lengths).toEqual(new Set([64 + 30]));
});

test('the collection of heads is no app’s', async () => {
  await expect(mine.journal.collection('backhaul').set('a', 1)).rejects.toMatchObject({ code: 'reserved-name' });
});
