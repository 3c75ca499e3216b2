import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { decodeDelta, timeOf } from '../protocol/index.ts';
import type { Delta } from './journal.ts';
import { ModelServer, pullFrom, push, send, take } from './testing/model-server.ts';
import { type TestJournal, testJournal } from './testing/test-journal.ts';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;

let mine: TestJournal;
let server: ModelServer;

beforeEach(async () => {
  mine = await testJournal();
  server = new ModelServer(() => mine.time.now);
});

/** Another device of the same account, with the same time unless told. */
const another = () => testJournal({ time: mine.time });

async function only(journal: TestJournal['journal'], ...collections: string[]): Promise<Delta> {
  const [delta, ...more] = await journal.delta(collections);
  expect(more).toEqual([]);
  if (delta === undefined) throw new Error('There is no delta.');
  return delta;
}

describe('saving', () => {
  test('what is set is read, listed, and gone when it is deleted', async () => {
    const profile = mine.journal.collection('profile');
    await profile.set('displayName', 'Ada');
    await profile.set('bio', 'Counts');
    expect(await profile.get('displayName')).toBe('Ada');
    expect([...(await profile.list())].sort()).toEqual([
      ['bio', 'Counts'],
      ['displayName', 'Ada'],
    ]);
    await profile.delete('bio');
    expect([await profile.get('bio'), (await profile.list()).size]).toEqual([undefined, 1]);
  });

  test('[G32] the entries of one save share one tick and one request', async () => {
    await mine.journal.batch([
      { collection: 'preferences', key: 'theme', value: 'dark' },
      { collection: 'navigation', key: 'space:1', value: { order: 1 } },
    ]);
    const delta = await only(mine.journal, 'preferences', 'navigation');
    const entries = decodeDelta(delta.body);
    expect(entries).toHaveLength(2);
    expect(new Set(entries.map(({ clock }) => clock)).size).toBe(1);
  });

  test('[G32] an identical save dirties nothing and sends zero bytes, whatever the order of an object’s keys', async () => {
    const profile = mine.journal.collection('profile');
    await profile.set('links', { a: 1, b: [new Uint8Array([1]), { d: 1, c: 2 }] });
    await push(mine.journal, server);
    expect(
      await mine.journal.batch([
        { collection: 'profile', key: 'links', value: { b: [new Uint8Array([1]), { c: 2, d: 1 }], a: 1 } },
      ]),
    ).toEqual([]);
    await profile.delete('never there');
    expect([await mine.journal.dirty(), await mine.journal.delta(['profile'])]).toEqual([[], []]);
  });

  test('[G32] a delta holds what changed, and touches no other', async () => {
    for (let space = 0; space < 20; space += 1)
      await mine.journal.collection(`space:${space}`).set('name', `Space ${space}`);
    await push(mine.journal, server);
    await mine.journal.collection('space:7').set('name', 'Renamed');
    const delta = await only(mine.journal, 'space:7');
    expect([delta.entries, delta.parts.length]).toEqual([1, 0]);
    expect(delta.body.length).toBeLessThan(250);
    expect((await mine.journal.dirty()).map(({ name }) => name)).toEqual(['space:7']);
  });

  test('[G32] twenty renames are one entry', async () => {
    for (let edit = 0; edit < 20; edit += 1) await mine.journal.collection('profile').set('displayName', `Ada ${edit}`);
    const delta = await only(mine.journal, 'profile');
    expect(delta.entries).toBe(1);
    expect(delta.body.length).toBeLessThan(250);
  });

  test('[G28] an edit during the flight stays dirty after the older version’s acknowledgement', async () => {
    const profile = mine.journal.collection('profile');
    await profile.set('displayName', 'First');
    await profile.set('bio', 'Counts');
    const flying = await only(mine.journal, 'profile');
    const reply = send(flying, server);
    await profile.set('displayName', 'Second');
    if (reply.kind !== 'merged') throw new Error(reply.kind);
    await take(mine.journal, flying, reply);
    expect((await only(mine.journal, 'profile')).entries).toBe(1);
    await push(mine.journal, server);
    expect(await mine.journal.dirty()).toEqual([]);
  });

  test('[G28] clocks go on when the device’s own goes back, and when an entry came from a device ahead of it', async () => {
    const profile = mine.journal.collection('profile');
    await profile.set('displayName', 'First');
    const before = (await only(mine.journal, 'profile')).newest;
    mine.time.now -= DAY;
    await profile.set('displayName', 'Second');
    expect((await only(mine.journal, 'profile')).newest > before).toBe(true);
  });

  test('what a function holds is refused, and nothing is written', async () => {
    const value = { nested: () => 1 } as never;
    await expect(mine.journal.collection('profile').set('x', value)).rejects.toMatchObject({ code: 'invalid-value' });
    expect(await mine.journal.dirty()).toEqual([]);
  });

  test('taking a save back leaves what the server has', async () => {
    const profile = mine.journal.collection('profile');
    await profile.set('displayName', 'Ada');
    await push(mine.journal, server);
    await mine.journal.batch([
      { collection: 'profile', key: 'displayName', value: 'Bob' },
      { collection: 'profile', key: 'bio', value: 'New' },
    ]);
    await mine.journal.revert(['profile']);
    expect([await profile.get('displayName'), await profile.get('bio'), await mine.journal.dirty()]).toEqual([
      'Ada',
      undefined,
      [],
    ]);
  });
});

describe('key material', () => {
  test('[G29] a key is written once', async () => {
    const space = mine.journal.collection('space:1');
    await space.set('key:a', { privateKey: 'one' });
    await space.set('key:a', { privateKey: 'one' });
    await expect(space.set('key:a', { privateKey: 'other' })).rejects.toMatchObject({ code: 'entry-immutable' });
    expect(await space.get('key:a')).toEqual({ privateKey: 'one' });
  });

  test('[G29] an encryption state that another device’s replaces is kept until somebody has looked at it', async () => {
    const theirs = await another();
    await mine.journal.collection('space:1').set('state', 'mine');
    await push(mine.journal, server);
    await pullFrom(theirs.journal, server);
    mine.time.now += 1;
    await theirs.journal.collection('space:1').set('state', 'theirs');
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    const [loser] = await mine.journal.losers();
    expect(loser).toMatchObject({ collection: 'space:1', key: 'state', mine: 'mine', theirs: 'theirs' });
    expect(await mine.journal.collection('space:1').get('state')).toBe('theirs');
    await mine.journal.keepTheirs(loser!);
    expect(await mine.journal.losers()).toEqual([]);
  });

  test('[G29] two devices that wrote different keys under one name lose neither', async () => {
    const theirs = await another();
    await mine.journal.collection('space:1').set('key:a', 'mine');
    mine.time.now += 1;
    await theirs.journal.collection('space:1').set('key:a', 'theirs');
    await push(theirs.journal, server);
    await push(mine.journal, server);
    expect(await mine.journal.losers()).toMatchObject([{ mine: 'mine', theirs: 'theirs' }]);
  });
});

describe('merging with other devices', () => {
  test('[G28] edits of different fields are both kept, and nobody is asked', async () => {
    const theirs = await another();
    await mine.journal.collection('profile').set('displayName', 'Ada');
    await theirs.journal.collection('profile').set('bio', 'Counts');
    for (const { journal } of [mine, theirs, mine]) {
      await push(journal, server);
      await pullFrom(journal, server);
    }
    for (const { journal } of [mine, theirs]) {
      expect(new Map(await journal.collection('profile').list())).toEqual(
        new Map([
          ['displayName', 'Ada'],
          ['bio', 'Counts'],
        ]),
      );
      expect(await journal.losers()).toEqual([]);
    }
  });

  test('[G28] [G29] of two edits of one field the newer counts everywhere, and the loser is offered back', async () => {
    const theirs = await another();
    await mine.journal.collection('profile').set('displayName', 'Mine');
    mine.time.now += 1;
    await theirs.journal.collection('profile').set('displayName', 'Theirs');
    await push(theirs.journal, server);
    await push(mine.journal, server);
    expect(await mine.journal.collection('profile').get('displayName')).toBe('Theirs');
    const [loser] = await mine.journal.losers();
    expect(loser).toMatchObject({ key: 'displayName', mine: 'Mine', theirs: 'Theirs' });
    await mine.journal.keepMine(loser!);
    await push(mine.journal, server);
    await pullFrom(theirs.journal, server);
    expect(await theirs.journal.collection('profile').get('displayName')).toBe('Mine');
    expect(await mine.journal.losers()).toEqual([]);
  });

  test('[G29] an acknowledged value that another device replaces without having seen it is offered back too', async () => {
    const theirs = await another();
    await mine.journal.collection('profile').set('displayName', 'Mine');
    await push(mine.journal, server);
    mine.time.now += 1;
    await theirs.journal.collection('profile').set('displayName', 'Theirs');
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    expect(await mine.journal.losers()).toMatchObject([{ key: 'displayName', mine: 'Mine', theirs: 'Theirs' }]);
  });

  test('[G29] who saves over a value that another device has replaced has chosen: nothing is offered back any more', async () => {
    const theirs = await another();
    await mine.journal.collection('profile').set('displayName', 'Mine');
    mine.time.now += 1;
    await theirs.journal.collection('profile').set('displayName', 'Theirs');
    await push(theirs.journal, server);
    await push(mine.journal, server);
    expect(await mine.journal.losers()).toHaveLength(1);
    await mine.journal.collection('profile').set('displayName', 'Newest');
    expect(await mine.journal.losers()).toEqual([]);
  });

  test('[G29] a value that another device replaces knowingly, or with the same, bothers nobody', async () => {
    const theirs = await another();
    await mine.journal.batch([
      { collection: 'profile', key: 'displayName', value: 'Mine' },
      { collection: 'profile', key: 'bio', value: 'The same' },
    ]);
    await theirs.journal.collection('profile').set('bio', 'The same');
    await push(mine.journal, server);
    await pullFrom(theirs.journal, server);
    mine.time.now += 1;
    await theirs.journal.collection('profile').set('displayName', 'Theirs');
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    expect(await mine.journal.collection('profile').get('displayName')).toBe('Theirs');
    expect([await mine.journal.losers(), await theirs.journal.losers()]).toEqual([[], []]);
  });

  test('[G28] a replay three days later keeps the edit’s clock, and loses against what was edited meanwhile', async () => {
    const theirs = await another();
    await mine.journal.collection('profile').set('displayName', 'Three days ago');
    const editedAt = mine.time.now;
    const flying = await only(mine.journal, 'profile');
    mine.time.now += 2 * DAY;
    await theirs.journal.collection('profile').set('displayName', 'Yesterday');
    await push(theirs.journal, server);
    mine.time.now += DAY;
    expect(timeOf(flying.newest)).toBe(editedAt);
    const reply = send(flying, server);
    if (reply.kind !== 'merged') throw new Error(reply.kind);
    await take(mine.journal, flying, reply);
    expect(await mine.journal.collection('profile').get('displayName')).toBe('Yesterday');
  });

  test('[G28] an incomplete device never removes anything elsewhere', async () => {
    for (let space = 0; space < 5; space += 1) await mine.journal.collection('navigation').set(`space:${space}`, space);
    await push(mine.journal, server);
    const empty = await another();
    await empty.journal.collection('navigation').set('space:9', 9);
    await push(empty.journal, server);
    await pullFrom(mine.journal, server);
    await pullFrom(empty.journal, server);
    expect([
      (await mine.journal.collection('navigation').list()).size,
      (await empty.journal.collection('navigation').list()).size,
    ]).toEqual([6, 6]);
  });

  test('[G28] a deletion is a tombstone, and wins over an older value that comes later', async () => {
    const theirs = await another();
    await theirs.journal.collection('profile').set('bio', 'old');
    mine.time.now += 1;
    await mine.journal.collection('profile').set('bio', 'new');
    await mine.journal.collection('profile').delete('bio');
    await push(mine.journal, server);
    await push(theirs.journal, server);
    expect(await theirs.journal.collection('profile').get('bio')).toBeUndefined();
  });

  test('[G32] pulling never dirties', async () => {
    const theirs = await another();
    await theirs.journal.collection('profile').set('bio', 'x');
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    await pullFrom(mine.journal, server);
    expect([await mine.journal.dirty(), await mine.journal.delta(['profile'])]).toEqual([[], []]);
  });

  test('what this device has sent itself is not read again', async () => {
    await mine.journal.collection('profile').set('bio', 'x');
    await push(mine.journal, server);
    expect(await mine.journal.cursor()).toBe(server.cursor);
    expect(await pullFrom(mine.journal, server)).toEqual({ adopted: 0, broken: 0 });
  });

  test('what others have sent before is read, also behind what this device has sent since', async () => {
    const theirs = await another();
    await theirs.journal.collection('profile').set('bio', 'theirs');
    await push(theirs.journal, server);
    await mine.journal.collection('profile').set('displayName', 'mine');
    await push(mine.journal, server);
    expect(await mine.journal.cursor()).toBe(0);
    await pullFrom(mine.journal, server);
    expect(await mine.journal.collection('profile').get('bio')).toBe('theirs');
    expect(await mine.journal.cursor()).toBe(server.cursor);
  });
});

describe('what a review found', () => {
  const set = async ({ journal }: TestJournal, value: string) => {
    mine.time.now += 1_000;
    await journal.collection('profile').set('bio', value);
  };
  const valueIn = ({ journal }: TestJournal) => journal.collection('profile').get('bio');

  test.each([
    ['not acknowledged', false],
    ['acknowledged', true],
  ])(
    '[G29] a value that is %s is offered back, however often the other device has edited since',
    async (_what, isPushed) => {
      const theirs = await another();
      await set(mine, 'mine, long thought about');
      if (isPushed) await push(mine.journal, server);
      await set(theirs, 'theirs, first');
      await push(theirs.journal, server);
      await set(theirs, 'theirs, second');
      await push(theirs.journal, server);
      await push(mine.journal, server);
      await pullFrom(mine.journal, server);
      expect((await mine.journal.losers()).map((loser) => loser.mine)).toEqual(['mine, long thought about']);
    },
  );

  test('taking back an edit leaves what was acknowledged while it was made', async () => {
    await set(mine, 'one');
    const flying = await only(mine.journal, 'profile');
    const reply = send(flying, server);
    if (reply.kind !== 'merged') throw new Error(reply.kind);
    await set(mine, 'two');
    await take(mine.journal, flying, reply);
    await mine.journal.revert(['profile']);
    expect(await valueIn(mine)).toBe('one');
  });

  test('taking back an edit leaves what was pulled while it was made', async () => {
    const theirs = await another();
    await set(theirs, 'theirs');
    await push(theirs.journal, server);
    await set(mine, 'mine');
    await pullFrom(mine.journal, server);
    await mine.journal.revert(['profile']);
    expect(await valueIn(mine)).toBe('theirs');
  });

  test('[G28] what was taken back while it was on its way is read again once the server has it', async () => {
    await set(mine, 'one');
    const flying = await only(mine.journal, 'profile');
    await mine.journal.revert(['profile']);
    const reply = send(flying, server);
    if (reply.kind !== 'merged') throw new Error(reply.kind);
    await take(mine.journal, flying, reply);
    await pullFrom(mine.journal, server);
    expect(await valueIn(mine)).toBe('one');
  });

  test('[G28] of two saves of one entry the later counts, however long the earlier one takes to be sealed', async () => {
    const profile = mine.journal.collection('profile');
    await Promise.all([profile.set('avatar', 'x'.repeat(400_000)), profile.set('avatar', 'small')]);
    expect(await profile.get('avatar')).toBe('small');
  });

  test.each([1e16, 2e14, -5e12, Number.NaN])('[G33] a server whose time is %s changes no clock', async (time) => {
    await set(mine, 'x');
    const before = (await only(mine.journal, 'profile')).newest;
    await mine.journal.correct(time);
    expect([(await only(mine.journal, 'profile')).newest, (await mine.store.state()).offset]).toEqual([before, 0]);
  });

  test('[G33] an entry that cannot be opened keeps no other from being corrected, nor its collection from being sent', async () => {
    mine.time.now += 3 * DAY;
    await mine.journal.collection('profile').set('displayName', 'good');
    await set(mine, 'bad');
    const id = await firstIdOf(mine, 'profile', 'bio');
    await mine.store.change(async (draft) => {
      const [row] = await draft.get([id]);
      draft.put({ ...row!, value: new Uint8Array([1, 2, 3]) });
    });
    const reopened = await testJournal(mine);
    expect((await reopened.journal.dirty()).map(({ name }) => name)).toEqual(['profile']);
    await reopened.journal.correct(mine.time.now - 3 * DAY);
    const [good] = decodeDelta((await only(reopened.journal, 'profile')).body);
    expect(timeOf(good!.clock)).toBeLessThanOrEqual(mine.time.now - 3 * DAY);
  });

  test('writing over an entry that cannot be opened takes it off the list', async () => {
    await set(mine, 'x');
    const id = await firstIdOf(mine, 'profile', 'bio');
    await mine.store.change(async (draft) => {
      const [row] = await draft.get([id]);
      draft.put({ ...row!, value: new Uint8Array([1, 2, 3]) });
    });
    await expect(valueIn(mine)).rejects.toMatchObject({ code: 'entry-broken' });
    expect(await mine.journal.broken()).toHaveLength(1);
    await set(mine, 'whole');
    expect([await valueIn(mine), await mine.journal.broken()]).toEqual(['whole', []]);
  });

  test('what is caught up is told at the end of a pull, and not before', async () => {
    const theirs = await another();
    for (const key of ['a', 'b', 'c', 'd']) await theirs.journal.collection('profile').set(key, key);
    await push(theirs.journal, server);
    const causes: string[] = [];
    mine.journal.watch(({ cause }) => causes.push(cause));
    await pullFrom(mine.journal, server);
    expect(causes).toEqual(['pulled', 'pulled', 'caught-up']);
  });
});

describe('a clock that is wrong', () => {
  test('[G33] is refused when it is too far ahead, and corrected in the order of the edits', async () => {
    mine.time.now += 3 * DAY;
    const realNow = mine.time.now - 3 * DAY;
    const strict = new ModelServer(() => realNow);
    await mine.journal.collection('profile').set('displayName', 'First');
    mine.time.now += MINUTE;
    await mine.journal.collection('profile').set('bio', 'Second');
    const before = decodeDelta((await only(mine.journal, 'profile')).body);
    expect(send(await only(mine.journal, 'profile'), strict)).toEqual({ kind: 'clock-ahead', now: realNow });
    expect(await mine.journal.cursor()).toBe(0);
    await mine.journal.correct(realNow);
    const after = decodeDelta((await only(mine.journal, 'profile')).body);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]!.clock < after[1]!.clock).toBe(true);
    expect(after.every(({ clock }) => timeOf(clock) <= realNow)).toBe(true);
    await push(mine.journal, strict);
    expect([await mine.journal.dirty(), strict.held.size]).toEqual([[], 2]);
    await mine.journal.collection('profile').set('bio', 'Third');
    expect(timeOf((await only(mine.journal, 'profile')).newest)).toBe(realNow);
  });

  test('[G33] that was set right before the refusal came is corrected all the same', async () => {
    const realNow = mine.time.now;
    mine.time.now += DAY;
    await mine.journal.collection('profile').set('bio', 'From tomorrow');
    mine.time.now = realNow;
    await push(mine.journal, server);
    expect(await mine.journal.dirty()).toEqual([]);
  });

  test('[G33] a device whose clock was set right stamps by it again after the next pull', async () => {
    const realNow = mine.time.now;
    const strict = new ModelServer(() => realNow);
    mine.time.now += DAY;
    await mine.journal.collection('profile').set('bio', 'x');
    await push(mine.journal, strict);
    mine.time.now = realNow;
    await pullFrom(mine.journal, strict);
    expect((await mine.store.state()).offset).toBe(0);
  });
});

describe('large values', () => {
  test('[G34] travel in parts and commit at once', async () => {
    const large = new Uint8Array(randomBytes(700_000));
    await mine.journal.batch([
      { collection: 'space:1', key: 'state', value: large },
      { collection: 'space:1', key: 'key:a', value: 'small' },
    ]);
    const delta = await only(mine.journal, 'space:1');
    expect(delta.parts.length).toBe(3);
    expect(delta.body.length).toBeLessThan(1_000);
    await push(mine.journal, server);
    const theirs = await another();
    await pullFrom(theirs.journal, server);
    const arrived = await theirs.journal.collection('space:1').get('state');
    expect(arrived instanceof Uint8Array && Buffer.compare(arrived, large)).toBe(0);
  });

  test('many small entries are split into requests that a server takes, saves kept whole', async () => {
    const save = (from: number, count: number) =>
      mine.journal.batch(
        Array.from({ length: count }, (_, at) => ({ collection: 'navigation', key: `space:${from + at}`, value: at })),
      );
    await save(0, 600);
    await save(600, 600);
    const deltas = await mine.journal.delta(['navigation']);
    expect(deltas.map(({ entries }) => entries)).toEqual([600, 600]);
    await push(mine.journal, server);
    expect(await mine.journal.dirty()).toEqual([]);
  });
});

describe('bad input', () => {
  test('[G30] a tampered entry is detected, reported and isolated; the rest still syncs; a good version heals it', async () => {
    const theirs = await another();
    await theirs.journal.batch([
      { collection: 'profile', key: 'bio', value: 'good' },
      { collection: 'profile', key: 'displayName', value: 'tampered with' },
    ]);
    await push(theirs.journal, server);
    const id = await firstIdOf(theirs, 'profile', 'displayName');
    const held = server.held.get(id)!;
    const value = Uint8Array.from(held.entry.value);
    value[value.length - 1]! ^= 1;
    server.held.set(id, { ...held, entry: { ...held.entry, value } });
    expect(await pullFrom(mine.journal, server)).toEqual({ adopted: 1, broken: 1 });
    expect(await mine.journal.collection('profile').get('bio')).toBe('good');
    expect(await mine.journal.broken()).toMatchObject([{ id, reason: 'not-authentic' }]);
    mine.time.now += 1;
    await theirs.journal.collection('profile').set('displayName', 'whole');
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    expect([await mine.journal.collection('profile').get('displayName'), await mine.journal.broken()]).toEqual([
      'whole',
      [],
    ]);
  });

  test('[G30] an entry of another account cannot be opened here', async () => {
    const stranger = await testJournal({ account: await accountOf(9), time: mine.time });
    await stranger.journal.collection('profile').set('bio', 'strange');
    await push(stranger.journal, server);
    expect(await pullFrom(mine.journal, server)).toEqual({ adopted: 0, broken: 1 });
    expect((await mine.journal.collection('profile').list()).size).toBe(0);
  });

  test('a corrupt row is passed over, and said when it is asked for', async () => {
    await mine.journal.collection('profile').set('bio', 'x');
    await mine.journal.collection('profile').set('displayName', 'y');
    await push(mine.journal, server);
    const id = await firstIdOf(mine, 'profile', 'bio');
    await mine.store.change(async (draft) => {
      const [row] = await draft.get([id]);
      draft.put({ ...row!, value: new Uint8Array([1, 2, 3]) });
    });
    await expect(mine.journal.collection('profile').get('bio')).rejects.toMatchObject({ code: 'entry-broken' });
    expect([...(await mine.journal.collection('profile').list()).keys()]).toEqual(['displayName']);
    expect(await mine.journal.broken()).toMatchObject([{ id, reason: 'malformed' }]);
  });

  test('a server that repeats a page is told apart, and what it sent before is kept', async () => {
    const theirs = await another();
    for (const key of ['a', 'b', 'c', 'd', 'e']) await theirs.journal.collection('profile').set(key, key);
    await push(theirs.journal, server);
    let first: Uint8Array<ArrayBuffer> | undefined;
    const repeating = async (request: Request) => {
      first ??= new Uint8Array(await (await server.fetch(request)).arrayBuffer());
      return new Response(first);
    };
    await expect(mine.journal.pull({ fetch: repeating, origin: 'http://server.test' })).rejects.toMatchObject({
      code: 'server-misbehaves',
    });
    expect((await mine.journal.collection('profile').list()).size).toBe(3);
    await pullFrom(mine.journal, server);
    expect((await mine.journal.collection('profile').list()).size).toBe(5);
  });

  test('a server that was set back is read again from its beginning', async () => {
    await mine.journal.collection('profile').set('bio', 'x');
    await push(mine.journal, server);
    const restored = new ModelServer(() => mine.time.now);
    const theirs = await another();
    await theirs.journal.collection('profile').set('displayName', 'y');
    await push(theirs.journal, restored);
    for (const key of ['a', 'b', 'c']) await mine.journal.collection('profile').set(key, key);
    await push(mine.journal, server);
    await pullFrom(mine.journal, restored);
    expect(await mine.journal.collection('profile').get('displayName')).toBe('y');
    expect(await mine.journal.collection('profile').get('bio')).toBe('x');
  });

  test.each([
    ['bytes that are no page', () => new Response(new Uint8Array([255]))],
    ['an error', () => new Response('', { status: 503 })],
  ])('%s leave everything as it was', async (_what, answer) => {
    await mine.journal.collection('profile').set('bio', 'x');
    const before = [await mine.store.state(), await mine.journal.dirty()];
    await expect(mine.journal.pull({ fetch: async () => answer(), origin: 'http://server.test' })).rejects.toThrow();
    expect([await mine.store.state(), await mine.journal.dirty()]).toEqual(before);
  });
});

test('[G31] after the server has removed everything, everything is to be sent again', async () => {
  await mine.journal.collection('profile').set('bio', 'x');
  await push(mine.journal, server);
  await mine.journal.forgetServer();
  expect((await mine.journal.dirty()).map(({ name }) => name)).toEqual(['profile']);
  const fresh = new ModelServer(() => mine.time.now);
  await push(mine.journal, fresh);
  expect(fresh.held.size).toBe(1);
});

async function firstIdOf({ account }: TestJournal, collection: string, key: string): Promise<string> {
  const { entryId } = await import('./names/blind-ids.ts');
  return await entryId(account.blinding, collection, key);
}

async function accountOf(seed: number) {
  const { testAccount } = await import('./testing/test-journal.ts');
  return await testAccount(new Uint8Array(16).fill(seed));
}
