import { beforeEach, describe, expect, test } from 'vitest';
import { type ModelServer, pullFrom, push } from './testing/model-server.ts';
import { oneDevice } from './testing/one-device.ts';
import type { TestJournal } from './testing/test-journal.ts';

let mine: TestJournal;
let another: () => Promise<TestJournal>;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, another, server } = await oneDevice());
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
