import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelServer } from '../../journal/testing/model-server.ts';
import { type TestJournal, testJournal } from '../../journal/testing/test-journal.ts';
import { FakeOutbox } from '../testing/fake-outbox.ts';
import { change } from '../testing/journal-page.ts';
import type { JournalSync } from './journal-sync.ts';
import { syncJournal } from './sync-journal.ts';

const tasks = [{ type: 'update-profile', group: (name: string) => (name === 'profile' ? name : undefined) }];
const ada = change('profile', 'name', 'Ada');
let its: TestJournal;
let client: FakeOutbox;
let sync: JournalSync;
/** Locks that were asked for. */
let locks: string[];
const isLive = (lock: string) => lock.startsWith('backhaul-live:');

beforeEach(async () => {
  its = await testJournal();
  client = new FakeOutbox(its.journal.account);
  locks = [];
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', page);
  vi.stubGlobal('location', { origin: 'http://server.test' });
  vi.stubGlobal('navigator', {
    locks: { request: async (name: string) => void locks.push(name) },
  });
  vi.stubGlobal('fetch', new ModelServer(() => its.time.now).fetch);
  sync = syncJournal({ client, journal: its.journal, tasks });
});
afterEach(() => {
  sync.close();
  vi.unstubAllGlobals();
});

test('saves, shows what is dirty, and tells whoever listens, with a state that stays the same until then', async () => {
  const told = vi.fn();
  const stop = sync.subscribe(told);
  await sync.pull();
  expect(await sync.save([ada])).toMatchObject({ kind: 'enqueued', receipts: [{ id: 'task-1' }] });
  await vi.waitFor(() => expect(sync.state().dirty).toEqual(new Set(['profile'])));
  const state = sync.state();
  told.mockClear();
  const survey = vi.spyOn(its.journal, 'dirty');
  client.tell();
  await its.journal.batch([change('profile', 'motto', 'Onward')]);
  await vi.waitFor(() => expect(survey).toHaveBeenCalled());
  expect(sync.state()).toBe(state);
  await its.journal.batch([change('notes', 'one', 'x')]);
  await vi.waitFor(() => expect(sync.state().dirty).toEqual(new Set(['profile', 'notes'])));
  expect(told).toHaveBeenCalledTimes(1); // Neither the outbox nor the second field of the profile told anything new.
  stop();
  expect(await sync.save([ada])).toEqual({ kind: 'nothing-changed' });
});

test('pulls when it is opened, and says when', async () => {
  await vi.waitFor(() => expect(sync.state().pulledAt).toBeGreaterThan(0));
});

test('pulls and looks again when the page comes online', async () => {
  await vi.waitFor(() => expect(sync.state().pulledAt).toBeDefined());
  const pull = vi.spyOn(its.journal, 'pull');
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(pull).toHaveBeenCalledTimes(1));
});

test('listens in one tab of an account, unless told not to', async () => {
  await vi.waitFor(() => expect(locks.filter(isLive)).toEqual([`backhaul-live:${its.journal.account}`]));
  const silent = syncJournal({ client, journal: its.journal, tasks, live: false });
  await silent.pull();
  silent.close();
  expect(locks.filter(isLive)).toHaveLength(1);
});

test('what cannot be kept here rejects', async () => {
  const notPlain: unknown = () => undefined;
  const changes = [{ collection: 'profile', key: 'name', value: notPlain as string }];
  await expect(sync.save(changes)).rejects.toMatchObject({ code: 'invalid-value' });
});

test('closed, it follows nothing any more', async () => {
  await sync.save([ada]);
  const open = syncJournal({ client, journal: its.journal, tasks: [], live: false });
  await open.pull();
  sync.close();
  const state = sync.state();
  client.deliver('task-1');
  await its.journal.batch([change('notes', 'one', 'x')]);
  await vi.waitFor(() => expect(open.state().dirty).toContain('notes'));
  expect([client.followers, sync.state(), client.kept.size]).toEqual([1, state, 1]);
  open.close();
});
