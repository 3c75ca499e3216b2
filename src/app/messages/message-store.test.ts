import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { account, ChannelWorld, first, space, text } from './testing/channel-world.ts';

let world: ChannelWorld;

beforeEach(async () => {
  world = await ChannelWorld.make();
});
afterEach(() => world.end());

test('rows that another version wrote count as not there', async () => {
  await world.joined(1);
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(`backhaul-app-messages:${account}`);
    opening.addEventListener('success', () => resolve(opening.result));
  });
  const put = database.transaction('outgoing', 'readwrite').objectStore('outgoing').put({ message: 'odd', space });
  await new Promise((resolve) => put.addEventListener('success', resolve));
  database.close();
  expect(await world.said()).toEqual([]);
});

test('a space that is left takes its messages along', async () => {
  await world.write('one', text('One'));
  await world.joined(1);
  await world.messages.pull(space);
  await world.store.forgetSpace(space);
  expect([await world.said(), await world.store.spaces()]).toEqual([[], []]);
});

test('a space is unread from what others write after it was listed, until somebody looks at it', async () => {
  await world.write('before', text('Before'));
  await world.joined(1);
  await world.messages.pull(space);
  expect(await world.store.noteSeen(space)).toBe(false);
  await world.write('mine', text('Mine'), first, account);
  await world.messages.pull(space);
  expect(await world.store.noteSeen(space)).toBe(false);
  await world.write('theirs', text('Theirs'));
  await world.messages.pull(space);
  expect([await world.store.noteSeen(space), await world.store.noteSeen(space)]).toEqual([true, false]);
});

test('a space is news only when it has come further than this device knows', async () => {
  expect(await world.store.tell(space, 1)).toBe(false); // The list names it, which follows.
  await world.write('one', text('One'));
  await world.joined(1);
  expect(await world.store.tell(space, 1)).toBe(false);
  expect(await world.store.tell(space, 2)).toBe(true);
  await world.messages.pull(space);
  expect(await world.store.tell(space, 1)).toBe(false);
  expect(await world.store.tell(space, 3)).toBe(true);
});

test('what the server lists replaces roles, and keeps how far a space was read', async () => {
  await world.write('one', text('One'));
  await world.joined(1);
  await world.messages.pull(space);
  await world.store.takeMemberships(new Map(), 7);
  expect(await world.store.space(space)).toMatchObject({ role: null, read: { newest: 1 } });
  expect(await world.store.listedAt()).toBe(7);
});
