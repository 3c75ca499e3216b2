import { describe, expect, test } from 'vitest';
import { prepareRotation } from '../../account/index.ts';
import { decodeDelta, encodeDelta } from '../../protocol/index.ts';
import type { JournalStore } from '../store/journal-store.ts';
import { memoryJournalStore } from '../store/memory-journal-store.ts';
import { merged, pullFrom, push, send, take, uploadChunks } from '../testing/model-server.ts';
import { bioOf, only } from '../testing/one-device.ts';
import { RotatingAccount, resealAll } from '../testing/rotating.ts';
import { setBio, stateOf, twoDevices } from '../testing/two-rotating.ts';
import { epochOf } from './epoch-of.ts';
import { PATIENCE } from './reseal.ts';

describe('[G50] a rotation', () => {
  test('reads everything first, and is refused where it cannot', async () => {
    const { account, mine, theirs } = await twoDevices();
    account.time.now += 1_000;
    await setBio(theirs, 'Unread');
    await push(theirs.journal, account.server);
    const offline = { ...account.ways, read: () => Promise.reject(new TypeError('Failed to fetch')) };
    const prepared = await prepareRotation(account.phrase, mine.account, account.ways);
    await expect((await mine.journal.epochs()).rotate(prepared, offline)).rejects.toMatchObject({
      code: 'not-caught-up',
    });
    expect([account.epochs.epoch, (await stateOf(mine)).keys]).toEqual([1, 'present']);
    await (await mine.journal.epochs()).rotate(prepared, account.ways);
    expect([account.epochs.epoch, await bioOf(mine)]).toEqual([2, 'Unread']);
  });
});

describe('[G52] after a rotation', () => {
  test('what somebody seals under the former keys is not taken, whatever epoch he says', async () => {
    const { account, server, mine } = await twoDevices();
    await account.rotate(mine);
    account.time.now += 1_000;
    const thief = await account.device();
    await setBio(thief, 'Forged');
    const entries = decodeDelta((await only(thief.journal, 'profile')).body);
    expect(server.merge(encodeDelta(entries, 1)).kind).toBe('epoch-superseded');
    expect(server.merge(encodeDelta(entries, 2)).kind).toBe('invalid-body');
    await pullFrom(mine.journal, server);
    expect(await bioOf(mine)).toBe('Before');
  });
});

describe('[G51] after a rotation', () => {
  test('what was sealed before is sealed again with its clock, sent, and not read again', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    await mine.journal.collection('space:1').set('name', 'One');
    await push(mine.journal, server);
    const clocks = () => account.entries.map(({ clock }) => clock).sort();
    const before = clocks();
    await account.rotate(mine);
    expect([...(await resealAll(mine.journal))].sort()).toEqual(['profile', 'space:1']);
    await push(mine.journal, server);
    expect(clocks()).toEqual(before);
    expect(epochsAtServer()).toEqual([2, 2]);
    expect(await mine.journal.dirty()).toEqual([]);
    expect(await mine.journal.cursor()).toBe(server.cursor);
    expect(await stateOf(mine)).toEqual({ keys: 'present', sends: true, resealing: undefined });
    expect(await bioOf(mine)).toBe('Before');
  });

  test('it tells how far it has come, a request’s worth at a time, and goes on where it was cut off', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    const values = Array.from({ length: 150 }, (_, key) => ({ collection: 'notes', key: `${key}`, value: key }));
    await mine.journal.batch(values);
    await push(mine.journal, server);
    await account.rotate(mine);
    expect((await stateOf(mine)).resealing).toEqual({ done: 0, total: 151 });
    await (await mine.journal.epochs()).reseal();
    expect((await stateOf(mine)).resealing).toEqual({ done: 64, total: 151 });
    const again = await account.opened(mine.kept, mine.store);
    expect((await stateOf(again)).resealing).toEqual({ done: 64, total: 151 });
    await resealAll(again.journal);
    await push(again.journal, server);
    expect(new Set(epochsAtServer())).toEqual(new Set([2]));
    expect((await again.journal.collection('notes').list()).size).toBe(150);
  });

  test('the rest is sealed by another device a day later, where the one that changed the keys is lost', async () => {
    const { account, server, theirs, mine, epochsAtServer } = await twoDevices();
    await account.rotate(mine);
    await (await theirs.journal.epochs()).take(account.phrase, account.ways);
    await pullFrom(theirs.journal, server);
    expect(await resealAll(theirs.journal)).toEqual([]);
    account.time.now += PATIENCE;
    expect(await resealAll(theirs.journal)).toEqual(['profile']);
    await push(theirs.journal, server);
    expect(epochsAtServer()).toEqual([2]);
  });

  test('an edit while it is sealed again is neither lost nor sealed under keys of the past', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    await account.rotate(mine);
    await resealAll(mine.journal);
    account.time.now += 1_000;
    await setBio(mine, 'After');
    await push(mine.journal, server);
    expect([await bioOf(mine), epochsAtServer()]).toEqual(['After', [2]]);
  });

  test('the answer to what was sent before it does not make clean what was sealed again since', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    account.time.now += 1_000;
    await setBio(mine, 'Flying');
    const flying = await only(mine.journal, 'profile');
    const reply = merged(send(flying, server));
    await account.rotate(mine); // The answer has not come yet.
    await resealAll(mine.journal);
    await take(mine.journal, flying, reply);
    expect((await mine.journal.dirty()).map(({ name }) => name)).toEqual(['profile']);
    await push(mine.journal, server);
    expect([await mine.journal.dirty(), epochsAtServer()]).toEqual([[], [2]]);
  });

  test('nor does it of what went in parts', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    const large = crypto.getRandomValues(new Uint8Array(30_000));
    await mine.journal.batch(
      Array.from({ length: 12 }, (_, key) => ({ collection: 'pictures', key: `${key}`, value: large })),
    );
    const flying = await only(mine.journal, 'pictures');
    expect(flying.parts.length).toBeGreaterThan(0);
    const reply = merged(send(flying, server));
    await account.rotate(mine);
    await resealAll(mine.journal);
    await take(mine.journal, flying, reply);
    await push(mine.journal, server);
    await pullFrom(mine.journal, server);
    expect([await mine.journal.dirty(), new Set(epochsAtServer())]).toEqual([[], new Set([2])]);
  });

  test('nor does it of what is in chunks, which are cut again', async () => {
    const { account, server, mine, theirs, epochsAtServer } = await twoDevices();
    const large = crypto.getRandomValues(new Uint8Array(60_000));
    await mine.journal.collection('pictures').set('large', large);
    const flying = await only(mine.journal, 'pictures');
    await uploadChunks(mine.journal, flying, server);
    const reply = merged(send(flying, server));
    const before = new Set(server.chunks.keys());
    await account.rotate(mine);
    await resealAll(mine.journal);
    await take(mine.journal, flying, reply);
    await push(mine.journal, server);
    server.collect();
    expect([new Set(epochsAtServer()), [...server.chunks.keys()].filter((id) => before.has(id))]).toEqual([
      new Set([2]),
      [],
    ]);
    await (await theirs.journal.epochs()).take(account.phrase, account.ways);
    await pullFrom(theirs.journal, server);
    expect(await theirs.journal.collection('pictures').get('large')).toEqual(large);
  });

  test('what is being cut meanwhile is cut once more, under the keys of now', async () => {
    const account = await RotatingAccount.open();
    const store = memoryJournalStore();
    let meanwhile = async () => {};
    const look: JournalStore['look'] = async (work) => {
      const run = meanwhile;
      meanwhile = async () => {};
      await run();
      return await store.look(work);
    };
    const { kept } = await account.device();
    const mine = await account.opened(kept, { ...store, look });
    meanwhile = () => account.rotate(mine);
    await mine.journal.collection('pictures').set('large', crypto.getRandomValues(new Uint8Array(60_000)));
    await resealAll(mine.journal);
    await push(mine.journal, account.server);
    const epochs = new Set([...account.server.chunks.values()].map(({ bytes }) => epochOf({ value: bytes })));
    expect(epochs).toEqual(new Set([2]));
  });

  test('what is taken back to what the server had before is sealed again as well', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    await account.rotate(mine);
    account.time.now += 1_000;
    await setBio(mine, 'Taken back');
    await resealAll(mine.journal);
    await mine.journal.revert(['profile']);
    expect([await bioOf(mine), await resealAll(mine.journal)]).toEqual(['Before', []]);
    account.time.now += PATIENCE;
    expect(await resealAll(mine.journal)).toEqual(['profile']);
    await mine.journal.revert(['profile']); // Nothing was edited: there is nothing to take back.
    await push(mine.journal, server);
    expect([await bioOf(mine), epochsAtServer()]).toEqual(['Before', [2]]);
  });

  test('what a tab that has not heard of it saves is sealed again before it is sent', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    const tab = await account.opened(mine.kept, mine.store); // Nothing tells it: it listens to a channel of its own.
    await account.rotate(mine);
    account.time.now += 1_000;
    await setBio(tab, 'From the tab');
    await push(mine.journal, server);
    expect([await bioOf(mine), epochsAtServer()]).toEqual(['From the tab', [2]]);
  });

  test('such a tab finds the keys when it gathers what another one has sealed', async () => {
    const { account, server, mine, epochsAtServer } = await twoDevices();
    const tab = await account.opened(mine.kept, mine.store);
    await account.rotate(mine);
    account.time.now += 1_000;
    await setBio(mine, 'From the other tab');
    await push(tab.journal, server);
    expect(epochsAtServer()).toEqual([2]);
    expect(await mine.journal.dirty()).toEqual([]);
  });

  test('and when it reads it', async () => {
    const { account, mine } = await twoDevices();
    const tab = await account.opened(mine.kept, mine.store);
    await account.rotate(mine);
    account.time.now += 1_000;
    await setBio(mine, 'From the other tab');
    expect([await bioOf(tab), await tab.journal.broken()]).toEqual(['From the other tab', []]);
  });
});

describe('[G52] a device that has not got the new keys', () => {
  test('sends nothing more, reads nothing new, loses nothing, and says so', async () => {
    const { account, server, mine, theirs, epochsAtServer } = await twoDevices();
    await account.rotate(mine);
    await resealAll(mine.journal);
    await push(mine.journal, server);
    account.time.now += 1_000;
    await setBio(theirs, 'Kept');
    const [delta] = await theirs.journal.delta(['profile']);
    expect(delta && send(delta, server)).toEqual({ kind: 'epoch-superseded', epoch: 1 });
    await push(theirs.journal, server);
    expect((await stateOf(theirs)).keys).toBe('changed');
    const cursor = await theirs.journal.cursor();
    await pullFrom(theirs.journal, server);
    expect([await theirs.journal.cursor(), await theirs.journal.broken()]).toEqual([cursor, []]);
    expect([await bioOf(theirs), epochsAtServer()]).toEqual(['Kept', [2]]);
  });

  test('hears of it by reading alone', async () => {
    const { account, server, mine, theirs } = await twoDevices();
    await account.rotate(mine);
    expect((await stateOf(theirs)).keys).toBe('present');
    await pullFrom(theirs.journal, server);
    expect((await stateOf(theirs)).keys).toBe('changed');
    const again = await account.opened(theirs.kept, theirs.store);
    expect((await stateOf(again)).keys).toBe('changed');
  });

  test('goes on with the new words, and what it saved meanwhile arrives', async () => {
    const { account, server, mine, theirs } = await twoDevices();
    await account.rotate(mine);
    account.time.now += 1_000;
    await setBio(theirs, 'Kept');
    await push(theirs.journal, server);
    await (await theirs.journal.epochs()).take(account.phrase, account.ways);
    expect((await stateOf(theirs)).keys).toBe('present');
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    expect([await bioOf(mine), await theirs.journal.dirty()]).toEqual(['Kept', []]);
  });

  test('is told by former words, and keeps what it has', async () => {
    const { account, mine, theirs } = await twoDevices();
    const former = account.phrase;
    await account.rotate(mine);
    const { take: takeKeys } = await theirs.journal.epochs();
    await expect(takeKeys(former, account.ways)).rejects.toMatchObject({ code: 'keys-replaced' });
    await expect(takeKeys('legal winner', account.ways)).rejects.toMatchObject({ code: 'wrong-phrase' });
    expect(await bioOf(theirs)).toBe('Before');
  });
});
