import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AppDatabase, openAppDatabase } from './database.ts';
import { decodeValue } from './entry.ts';
import { keepIdentity, newIdentity, readIdentity } from './identity.ts';
import { type Carried, SettingsStore } from './store.ts';

let database: AppDatabase;
let store: SettingsStore;

beforeEach(async () => {
  database = await openAppDatabase();
  store = new SettingsStore(database, '0123456789abcdef');
});
afterEach(async () => {
  database.close();
  await deleteDB('backhaul-app');
});

const carried = async (collection: string): Promise<readonly Carried[]> =>
  (await store.local(collection)).map(({ id, current }) => ({ id, clock: current.clock }));
const name = (value: string) => [{ id: 'profile/displayName', value }];

describe('the settings on this device', () => {
  test('one save is one tick over all its entries', async () => {
    const ids = await store.save([...name('Ada'), { id: 'profile/bio', value: 'Counts' }]);
    expect(ids).toEqual(['profile/displayName', 'profile/bio']);
    const entries = await store.local('profile');
    expect(new Set(entries.map(({ current }) => current.clock)).size).toBe(1);
    expect(entries.map(({ current }) => decodeValue(current.bytes)).sort()).toEqual(['Ada', 'Counts']);
    expect(await store.values('profile')).toEqual({ displayName: 'Ada', bio: 'Counts' });
  });

  test('a save of one collection gives all that is to be delivered of it', async () => {
    await store.save([
      { id: 'profile/bio', value: 'Counts' },
      { id: 'space:1/name', value: 'One' },
    ]);
    const entries = await store.saveIn('profile', name('Ada'));
    expect(entries).toEqual(await store.local('profile'));
    expect(entries.map(({ current }) => decodeValue(current.bytes))).toEqual(['Counts', 'Ada']);
  });

  test('a value that is there already changes nothing', async () => {
    await store.save(name('Ada'));
    const before = await carried('profile');
    expect(await store.save(name('Ada'))).toEqual([]);
    expect(await carried('profile')).toEqual(before);
  });

  test('only what changed since the last acknowledgement is local', async () => {
    await store.save([...name('Ada'), { id: 'profile/bio', value: 'Counts' }, { id: 'space:1/name', value: 'One' }]);
    await store.acknowledge(await carried('profile'), 5);
    expect(await store.localCollections()).toEqual(['space:1']);
    await store.save(name('Grace'));
    expect((await carried('profile')).map(({ id }) => id)).toEqual(['profile/displayName']);
  });

  test('an edit made meanwhile stays local when the older one is acknowledged', async () => {
    await store.save(name('Ada'));
    const older = await carried('profile');
    await store.save(name('Grace'));
    await store.acknowledge(older, 5);
    expect(await store.localCollections()).toEqual(['profile']);
  });

  test('a discarded change goes back to what the server has, or away when the server has nothing', async () => {
    await store.save(name('Ada'));
    await store.acknowledge(await carried('profile'), 5);
    await store.save([...name('Bob'), { id: 'profile/bio', value: 'New' }]);
    await store.save(name('Cleo'));
    await store.revert(await carried('profile'));
    expect(await store.values('profile')).toEqual({ displayName: 'Ada' });
    expect(await store.localCollections()).toEqual([]);
  });

  test('a discard goes back to an edit that has arrived meanwhile, not to one that the server no longer has', async () => {
    await store.save(name('Ada'));
    await store.acknowledge(await carried('profile'), 5);
    await store.save(name('Bob'));
    const bob = await carried('profile');
    await store.save(name('Cleo'));
    await store.acknowledge(bob, 6);
    await store.revert(await carried('profile'));
    expect(await store.values('profile')).toEqual({ displayName: 'Bob' });
    expect(await store.localCollections()).toEqual([]);
  });

  test('an edit of what another device wrote comes after it, however far ahead that clock is', async () => {
    await store.save(name('Ada'));
    const [mine] = await carried('profile');
    const ahead = mine?.clock.replace(/^./, 'e') as Carried['clock'];
    await store.adopt([{ id: 'profile/displayName', clock: ahead, value: new TextEncoder().encode('"Theirs"') }]);
    await store.save(name('Mine again'));
    const [edit] = await carried('profile');
    expect((edit?.clock ?? '') > ahead).toBe(true);
  });

  test('what won at the server is adopted, unless this device has a later edit by now', async () => {
    await store.save(name('Ada'));
    const [mine] = await carried('profile');
    const clock = mine?.clock.replace(/^./, 'f') as Carried['clock'];
    await store.adopt([{ id: 'profile/displayName', clock, value: new TextEncoder().encode('"Theirs"') }]);
    expect(await store.values('profile')).toEqual({ displayName: 'Theirs' });
    await store.adopt([{ id: 'profile/displayName', clock: mine?.clock as Carried['clock'], tombstone: true }]);
    expect(await store.values('profile')).toEqual({ displayName: 'Theirs' });
  });

  test('a space is listed with what is told of it, and when it was delivered', async () => {
    await store.save(
      [{ id: 'space:1/name', value: 'One' }],
      [{ id: '1', name: 'One', place: 0, keys: 4, bytes: 9, deliveredAt: null }],
    );
    await store.acknowledge(await carried('space:1'), 77);
    expect(await store.spaces()).toEqual([{ id: '1', name: 'One', place: 0, keys: 4, bytes: 9, deliveredAt: 77 }]);
  });

  test('rows that cannot be read are passed over', async () => {
    await store.save(name('Ada'));
    await database.put('entries', { id: 'profile/bio', collection: 'profile', local: 'profile', current: 'nonsense' });
    await database.put('spaces', { id: 'x' });
    expect(await store.values('profile')).toEqual({ displayName: 'Ada' });
    expect(await store.spaces()).toEqual([]);
  });
});

test('an identity is made once and found again; a broken one is not used', async () => {
  expect(await readIdentity(database)).toBeUndefined();
  const identity = await keepIdentity(database, newIdentity());
  expect(identity.account).toMatch(/^[\w-]{22}$/);
  expect(await readIdentity(database)).toEqual(identity);
  expect(await keepIdentity(database, newIdentity())).toEqual(identity);
  await database.put('device', { account: '' }, 'identity');
  expect(await readIdentity(database)).toBeUndefined();
});
