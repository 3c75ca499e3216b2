import { beforeEach, describe, expect, test } from 'vitest';
import { ModelServer, pullFrom, push } from './testing/model-server.ts';
import { bioOf, corrupt, idOf, oneDevice, setBio } from './testing/one-device.ts';
import { type TestJournal, testAccount, testJournal } from './testing/test-journal.ts';

let mine: TestJournal;
let another: () => Promise<TestJournal>;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, another, server } = await oneDevice());
});

describe('bad input', () => {
  test('[G30] a tampered entry is detected, reported and isolated; the rest still syncs; a good version heals it', async () => {
    const theirs = await another();
    await theirs.journal.batch([
      { collection: 'profile', key: 'bio', value: 'good' },
      { collection: 'profile', key: 'displayName', value: 'tampered with' },
    ]);
    await push(theirs.journal, server);
    const id = await idOf(theirs, 'profile', 'displayName');
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
    const stranger = await testJournal({ account: await testAccount(new Uint8Array(16).fill(9)), time: mine.time });
    await stranger.journal.collection('profile').set('bio', 'strange');
    await push(stranger.journal, server);
    expect(await pullFrom(mine.journal, server)).toEqual({ adopted: 0, broken: 1 });
    expect((await mine.journal.collection('profile').list()).size).toBe(0);
  });

  test('a corrupt row is passed over, and said when it is asked for', async () => {
    await mine.journal.collection('profile').set('bio', 'x');
    await mine.journal.collection('profile').set('displayName', 'y');
    await push(mine.journal, server);
    const id = await idOf(mine, 'profile', 'bio');
    await corrupt(mine, id);
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

  test('writing over an entry that cannot be opened takes it off the list', async () => {
    await setBio(mine, 'x');
    const id = await idOf(mine, 'profile', 'bio');
    await corrupt(mine, id);
    await expect(bioOf(mine)).rejects.toMatchObject({ code: 'entry-broken' });
    expect(await mine.journal.broken()).toHaveLength(1);
    await setBio(mine, 'whole');
    expect([await bioOf(mine), await mine.journal.broken()]).toEqual(['whole', []]);
  });
});
