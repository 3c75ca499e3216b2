import { beforeEach, describe, expect, test } from 'vitest';
import { timeOf } from '../protocol/index.ts';
import { type ModelServer, merged, pullFrom, push, send, take } from './testing/model-server.ts';
import { oneDevice, only, setBio } from './testing/one-device.ts';
import { type TestJournal, testJournal } from './testing/test-journal.ts';

const DAY = 24 * 60 * 60 * 1000;

let mine: TestJournal;
let another: () => Promise<TestJournal>;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, another, server } = await oneDevice());
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

  test('[G29] what this device saved before it became another device of the account is offered back too', async () => {
    const theirs = await another();
    await mine.journal.collection('profile').set('displayName', 'Mine');
    mine.time.now += 1;
    await theirs.journal.collection('profile').set('displayName', 'Theirs');
    await push(theirs.journal, server);
    const renewed = await testJournal({ store: mine.store, time: mine.time });
    await pullFrom(renewed.journal, server);
    expect(await renewed.journal.losers()).toMatchObject([{ key: 'displayName', mine: 'Mine', theirs: 'Theirs' }]);
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
    const reply = merged(send(flying, server));
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

  test.each([
    ['not acknowledged', false],
    ['acknowledged', true],
  ])(
    '[G29] a value that is %s is offered back, however often the other device has edited since',
    async (_what, isPushed) => {
      const theirs = await another();
      await setBio(mine, 'mine, long thought about');
      if (isPushed) await push(mine.journal, server);
      await setBio(theirs, 'theirs, first');
      await push(theirs.journal, server);
      await setBio(theirs, 'theirs, second');
      await push(theirs.journal, server);
      await push(mine.journal, server);
      await pullFrom(mine.journal, server);
      expect((await mine.journal.losers()).map((loser) => loser.mine)).toEqual(['mine, long thought about']);
    },
  );

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
