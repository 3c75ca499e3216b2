import type { Page } from 'playwright/test';
import { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';

const adopt = (chat: Page) => chat.evaluate(async () => (await window.chat).adopt());
const isDelivered = (chat: Page) => chat.evaluate(async () => (await window.chat).isDelivered());
const namesOf = (records: readonly { readonly collection: string; readonly key: string }[]) =>
  records.map(({ collection, key }) => `${collection}/${key}`).sort();

test('[G58] [G59] a chat app with fifty spaces is adopted: of three records that changed behind the journal, exactly those are sent; with its database lost, nothing is', async ({
  chat,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await chat.evaluate(async () => (await window.chat).phrase));
  const first = await adopt(chat);
  expect(first.saved).toHaveLength(2 * 7 + 48 * 4 + 50 + 3 + 150);
  expect([first.conflicting, first.unstorable]).toEqual([[], []]);
  await isDelivered(chat);
  const before = new Map((await contents.entries()).map(({ name, cursor }) => [name, cursor]));
  expect([...before.keys()].sort()).toEqual(namesOf(first.saved));
  const changed = async () => (await contents.entries()).filter(({ name, cursor }) => before.get(name) !== cursor);

  const writes = gateway.writes.length;
  expect((await adopt(chat)).saved).toEqual([]);
  await chat.evaluate(async () => {
    const { database } = await window.chat;
    const state: unknown = (await database.get('states', 'space-01'))?.state;
    if (!(state instanceof Object && 'evals' in state && Array.isArray(state.evals))) throw new Error('No such state.');
    const evals = state.evals.slice(1);
    await database.put('states', { spaceId: 'space-01', state: { ...state, evals, counter: 1 } });
    await database.put('user', { name: 'displayName', value: 'Robin Hale' });
    await database.put('bookmarks', { id: 'bookmark-007', title: 'Renamed', preview: '' });
  });
  expect(gateway.writes.length).toBe(writes);
  const names = ['bookmarks/bookmark-007', 'profile/displayName', 'space:space-01/state'];
  expect(namesOf((await adopt(chat)).saved)).toEqual(names);
  await isDelivered(chat);
  expect((await changed()).map(({ name }) => name).sort()).toEqual(names);
  expect(await contents.value('profile/displayName')).toBe('Robin Hale');

  await chat.evaluate(async () => (await window.chat).database.delete('bookmarks', 'bookmark-003'));
  expect(namesOf((await adopt(chat)).saved)).toEqual(['bookmarks/bookmark-003']);
  await isDelivered(chat);
  expect((await changed()).map(({ name }) => name).sort()).toEqual(['bookmarks/bookmark-003', ...names].sort());
  expect(await contents.value('bookmarks/bookmark-003')).toBeUndefined();

  const last = await contents.entries();
  const lost = chat.evaluate(async () => {
    const { adopt, database } = await window.chat;
    for (const store of ['keys', 'states', 'user', 'bookmarks'] as const) await database.clear(store);
    await adopt();
  });
  await expect(lost).rejects.toThrow('AdoptError'); // An app that has lost its database deletes nothing.
  expect(await contents.entries()).toEqual(last);
});
