import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { decodeDelta } from '../protocol/index.ts';
import { ModelServer, merged, pullFrom, push, send, take } from './testing/model-server.ts';
import { oneDevice, only } from './testing/one-device.ts';
import type { TestJournal } from './testing/test-journal.ts';

const DAY = 24 * 60 * 60 * 1000;

let mine: TestJournal;
let another: () => Promise<TestJournal>;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, another, server } = await oneDevice());
});

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
    const reply = merged(send(flying, server));
    await profile.set('displayName', 'Second');
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

  test('[G28] of two saves of one entry the later counts, however long the earlier one takes to be sealed', async () => {
    const profile = mine.journal.collection('profile');
    await Promise.all([profile.set('avatar', 'x'.repeat(400_000)), profile.set('avatar', 'small')]);
    expect(await profile.get('avatar')).toBe('small');
  });
});

describe('large values', () => {
  test('[G34] that are too many for one request travel in parts and commit at once', async () => {
    const values = Array.from({ length: 20 }, () => new Uint8Array(randomBytes(30_000)));
    await mine.journal.batch(values.map((value, place) => ({ collection: 'space:1', key: `state:${place}`, value })));
    const delta = await only(mine.journal, 'space:1');
    expect(delta.parts.length).toBe(12);
    expect(delta.body.length).toBeLessThan(257 * 1024);
    await push(mine.journal, server);
    const theirs = await another();
    await pullFrom(theirs.journal, server);
    expect((await theirs.journal.collection('space:1').list()).get('state:7')).toEqual(values[7]);
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

test('[G31] after the server has removed everything, everything is to be sent again', async () => {
  await mine.journal.collection('profile').set('bio', 'x');
  await push(mine.journal, server);
  await mine.journal.forgetServer();
  expect((await mine.journal.dirty()).map(({ name }) => name)).toEqual(['profile']);
  const fresh = new ModelServer(() => mine.time.now);
  await push(mine.journal, fresh);
  expect(fresh.held.size).toBe(1);
});

test('[G40] a device’s head goes with what has a value, and not with deletions alone: those may go beyond the quota', async () => {
  const { journal } = mine;
  await journal.batch([
    { collection: 'profile', key: 'a', value: 1 },
    { collection: 'profile', key: 'b', value: 1 },
  ]);
  await push(journal, server);
  await pullFrom(journal, server);
  await journal.collection('profile').delete('a');
  expect(decodeDelta((await only(journal, 'profile')).body)).toHaveLength(1);
  await journal.collection('profile').set('b', 2);
  expect(decodeDelta((await only(journal, 'profile')).body)).toHaveLength(3);
});
