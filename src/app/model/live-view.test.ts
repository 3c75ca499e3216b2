import type { JournalSyncState } from 'backhaul';
import type { Collection, JournalChanged, Loser, Value } from 'backhaul/journal';
import { clockSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLiveView } from './live-view.ts';
import { spaceMover } from './move-space.ts';

/** A journal and its sync as far as the view reads them. */
function account() {
  const values = new Map<string, Map<string, Value>>();
  const watchers = new Set<(change: JournalChanged) => void>();
  const listeners = new Set<() => void>();
  const losers: Loser[] = [];
  const dirty = new Set<string>();
  let state: JournalSyncState = {
    isOn: true,
    dirty: new Set(),
    heldBack: new Map(),
    losers: 0,
    broken: 0,
    pulledAt: undefined,
    keys: 'present',
    resealing: undefined,
    standing: { kind: 'trusted' },
    returnedAt: undefined,
  };
  const of = (name: string) => values.get(name) ?? new Map<string, Value>();
  const changed = (name: string) => {
    for (const watcher of watchers) watcher({ type: 'backhaul:journal-changed', collections: [name], cause: 'pulled' });
  };
  const watch = (watcher: (change: JournalChanged) => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  const collection = (name: string): Collection => ({
    name,
    set: async () => undefined,
    delete: async () => undefined,
    get: async (key) => of(name).get(key),
    list: async () => new Map(of(name)),
    watch: (listener) => watch(({ collections }) => collections.includes(name) && listener()),
  });
  return {
    dirty,
    journal: {
      isSyncOn: async () => true,
      dirty: async () => [...dirty].map((name) => ({ name, id: `blind ${name}`, entries: 1, newest: clock })),
      collection,
      collectionId: async (name: string) => `blind ${name}`,
      losers: async () => [...losers],
      watch,
    },
    sync: {
      state: () => state,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    losers,
    set: (name: string, key: string, value: Value) => {
      values.set(name, of(name).set(key, value));
      changed(name);
    },
    become: (change: Partial<JournalSyncState>) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
  };
}

const clock = v.parse(clockSchema, '000000000001-0000-0123456789abcdef');

/** Node has none. */
const reportError = vi.fn();
beforeEach(() => vi.stubGlobal('reportError', reportError));
afterEach(() => {
  vi.unstubAllGlobals();
  expect(reportError).not.toHaveBeenCalled();
});

const conflict: Loser = {
  id: '1',
  collection: 'profile',
  key: 'displayName',
  mine: 'Ada',
  theirs: 'Grace',
  clock,
};

const HUB = 'b'.repeat(22);
const HALL = 'a'.repeat(22);

test('spaces come in their order, with the names that their tasks carry', async () => {
  const { journal, sync, set } = account();
  set('navigation', `space:${HUB}`, { name: 'Hub', order: 1, keys: 4, bytes: 9 });
  set('navigation', `space:${HALL}`, { name: 'Hall', order: 0, keys: 4, bytes: 9 });
  set('navigation', `space:${'c'.repeat(22)}`, 'from the future');
  set('navigation', 'space:no-id', { name: 'Cellar', order: 2, keys: 4, bytes: 9 });
  const view = await openLiveView(journal, sync);
  expect(view.current().spaces.map(({ id, name }) => [id, name])).toEqual([
    [HALL, 'Hall'],
    [HUB, 'Hub'],
  ]);
  expect(view.current().collectionNames.get(`blind space:${HUB}`)).toBe(`space:${HUB}`);
  expect(view.current().collectionNames.get('blind profile')).toBe('profile');
});

test('a muted space is one of the preferences', async () => {
  const { journal, sync, set } = account();
  set('preferences', `notices:${HUB}`, { isMuted: true });
  set('preferences', `notices:${HALL}`, { isMuted: false });
  set('preferences', 'notices:no-id', { isMuted: true });
  const view = await openLiveView(journal, sync);
  expect([...view.current().muted]).toEqual([HUB]);
});

test('what another tab or the worker changed is read again', async () => {
  const { journal, sync, set } = account();
  const view = await openLiveView(journal, sync);
  expect(view.current().profile.displayName).toBe('');
  set('profile', 'displayName', 'Ada');
  await expect.poll(() => view.current().profile.displayName).toBe('Ada');
});

test('what was saved is shown at once, whatever is read meanwhile, and what is kept afterwards', async () => {
  const { journal, sync, set } = account();
  const view = await openLiveView(journal, sync);
  let end: () => void = () => undefined;
  view.showWhile({ of: 'profile', values: { displayName: 'Ada' } }, new Promise<void>((resolve) => (end = resolve)));
  expect(view.current().profile.displayName).toBe('Ada');
  set('profile', 'bio', 'Counts');
  await expect.poll(() => view.current().profile).toMatchObject({ displayName: 'Ada', bio: 'Counts' });
  set('profile', 'displayName', 'Grace');
  end();
  await expect.poll(() => view.current().profile.displayName).toBe('Grace');
});

test('a space that was moved stands at its new place at once, and where it was when that could not be kept', async () => {
  const { journal, sync, set } = account();
  set('navigation', `space:${HALL}`, { name: 'Hall', order: 0, keys: 4, bytes: 9 });
  set('navigation', `space:${HUB}`, { name: 'Hub', order: 1, keys: 4, bytes: 9 });
  const view = await openLiveView(journal, sync);
  const namesShown = () => view.current().spaces.map(({ name }) => name);
  const [hall, hub] = view.current().spaces.map(({ id }) => id);
  if (hall === undefined || hub === undefined) throw new Error('There are two spaces.');
  const move = spaceMover(view, async () => Promise.reject(new Error('No room.')));
  const moved = move(hub, hall);
  expect(namesShown()).toEqual(['Hub', 'Hall']);
  await expect(moved).rejects.toThrow('No room.');
  await expect.poll(namesShown).toEqual(['Hall', 'Hub']);
  expect(await move(hub, undefined)).toEqual({ kind: 'nothing-changed' });
});

test('what could not be kept is taken back', async () => {
  const { journal, sync, set } = account();
  set('profile', 'displayName', 'Ada');
  const view = await openLiveView(journal, sync);
  view.showWhile({ of: 'profile', values: { displayName: 'Bob' } }, Promise.reject(new Error('No room.')));
  expect(view.current().profile.displayName).toBe('Bob');
  await expect.poll(() => view.current().profile.displayName).toBe('Ada');
});

test('conflicts are read when there are any, and again when they are settled elsewhere', async () => {
  const { journal, sync, losers, become } = account();
  const view = await openLiveView(journal, sync);
  expect(view.current().conflicts).toEqual([]);
  losers.push(conflict);
  become({ losers: 1 });
  await expect.poll(() => view.current().conflicts).toEqual([conflict]);
  losers.pop();
  become({ losers: 0 });
  await expect.poll(() => view.current().conflicts).toEqual([]);
});

test('what was not sent at an earlier visit is known before the outbox is', async () => {
  const { journal, sync, dirty, set, become } = account();
  dirty.add('profile');
  const view = await openLiveView(journal, sync);
  expect(view.current().sync.dirty).toEqual(new Set(['profile']));
  dirty.clear();
  set('profile', 'displayName', 'Ada');
  await expect.poll(() => view.current().sync.dirty).toEqual(new Set());
  become({ dirty: new Set(['space:1']) });
  set('profile', 'displayName', 'Grace');
  await expect.poll(() => view.current().profile.displayName).toBe('Grace');
  expect(view.current().sync.dirty).toEqual(new Set(['space:1']));
});
