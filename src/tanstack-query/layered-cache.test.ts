import { QueryObserver } from '@tanstack/query-core';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { TaskLayer } from './task-layer.ts';
import { adds, delivered, type Notes, NotesPage, queryKey, refused } from './testing/notes-page.ts';

const count = ['count'];
let page: NotesPage;

beforeEach(() => {
  page = new NotesPage();
});

const opened = async (notes: Notes) => {
  page.server.notes = notes;
  onTestFinished(page.observe());
  await page.server.arriveAll();
};

test('[G44] what is refused is taken from among the others, and they stay', async () => {
  await opened(['old']);
  for (const id of ['a', 'b', 'c']) page.cache.lay(queryKey, adds(id));
  page.cache.settle('b', refused);
  await page.shown();
  expect(page.notes).toEqual(['old', 'a', 'c']);
});

test('the last one that is settled has the query fetched, once for all of them', async () => {
  await opened([]);
  page.cache.lay(queryKey, adds('a'));
  page.cache.lay(queryKey, adds('b'));
  page.server.notes = ['a', 'b', 'more'];
  page.cache.settle('a', delivered);
  expect(page.server.fetches).toBe(1);
  page.cache.settle('b', delivered);
  expect(page.notes).toEqual(['a', 'b']);
  await page.server.arriveAll();
  expect(page.server.fetches).toBe(2);
  expect(page.notes).toEqual(['a', 'b', 'more']);
});

test('what an answer was reconciled with is not fetched again, unless a fetch was under way', async () => {
  await opened([]);
  const reconcile = (notes: Notes) => [...notes, 'from the answer'];
  page.cache.lay(queryKey, adds('a', { reconcile }));
  page.cache.settle('a', delivered);
  expect(page.notes).toEqual(['from the answer']);
  expect(page.server.fetches).toBe(1);

  page.cache.lay(queryKey, adds('b', { reconcile }));
  void page.query?.fetch(); // Its answer leaves before the task arrives.
  page.server.notes = ['from the answer', 'b'];
  page.cache.settle('b', delivered);
  await page.server.arriveAll();
  expect(page.server.fetches).toBe(3);
  expect(page.notes).toEqual(['from the answer', 'b']);
});

test('what is delivered does not go away with an answer that is older, while others still wait', async () => {
  await opened([]);
  page.cache.lay(queryKey, adds('a'));
  page.cache.lay(queryKey, adds('waiting'));
  page.query?.fetch().catch(() => undefined);
  page.server.notes = ['a'];
  page.cache.settle('a', delivered);
  await page.shown();
  await page.server.arrive();
  expect(page.notes).toEqual(['a', 'waiting']);
  await page.server.arriveAll();
  expect(page.notes).toEqual(['a', 'waiting']);
});

test('a first fetch is not called off; when its answer is older than a delivery, another follows', async () => {
  onTestFinished(page.observe());
  page.cache.lay(queryKey, adds('a'));
  await page.shown();
  expect(page.query?.state).toMatchObject({ status: 'pending', fetchStatus: 'fetching' });
  page.server.notes = ['a'];
  page.cache.settle('a', delivered);
  await page.server.arrive();
  expect(page.notes).toEqual([]);
  await page.server.arrive();
  expect(page.notes).toEqual(['a']);
});

test('a query that comes later, goes, and comes again', async () => {
  page.cache.lay(queryKey, adds('a'));
  await page.shown();
  expect(page.query).toBeUndefined();
  page.queryClient.setQueryData(queryKey, ['old']);
  expect(page.notes).toEqual(['old', 'a']);
  page.queryClient.removeQueries({ queryKey });
  page.cache.lay(queryKey, adds('b'));
  await page.shown();
  expect(page.query).toBeUndefined();
  page.queryClient.setQueryData(queryKey, ['new']);
  expect(page.notes).toEqual(['new', 'a', 'b']);
  page.queryClient.removeQueries({ queryKey });
  onTestFinished(page.observe());
  page.cache.lay(queryKey, adds('c'));
  await page.shown();
  expect(page.query?.state).toMatchObject({ status: 'pending', data: undefined });
  page.queryClient.removeQueries({ queryKey });
  new QueryObserver(page.queryClient, { queryKey, initialData: ['first'] });
  expect(page.notes).toEqual(['first', 'a', 'b', 'c']);
});

test('a query in error stays in error, without and with data', async () => {
  const fail = () => Promise.reject(new Error('No.'));
  const refetch = () => page.queryClient.fetchQuery({ queryKey, queryFn: fail }).catch(() => undefined);
  await refetch();
  page.cache.lay(queryKey, adds('a'));
  await page.shown();
  expect(page.query?.state).toMatchObject({ status: 'error', data: undefined });
  page.queryClient.setQueryData(queryKey, ['old']);
  await refetch();
  page.cache.lay(queryKey, adds('b'));
  await page.shown();
  expect(page.query?.state).toMatchObject({ status: 'error', data: ['old', 'a', 'b'] });
});

test('laying makes data no younger, and what is stale stays stale', async () => {
  page.queryClient.setQueryData(queryKey, ['old'], { updatedAt: 1 });
  await page.queryClient.invalidateQueries({ queryKey });
  page.cache.lay(queryKey, adds('a'));
  await page.shown();
  expect(page.query?.state).toMatchObject({ data: ['old', 'a'], dataUpdatedAt: 1, isInvalidated: true });
});

test('a fetch that is called off puts nothing back that was taken away', async () => {
  await opened(['old']);
  page.cache.lay(queryKey, adds('a'));
  page.cache.lay(queryKey, adds('b'));
  await page.shown();
  void page.query?.fetch();
  page.cache.settle('a', { kind: 'cancelled', mayHaveArrived: false });
  await page.queryClient.cancelQueries({ queryKey });
  expect(page.notes).toEqual(['old', 'b']);
});

test('what the app itself writes is laid over as well', async () => {
  await opened(['old']);
  page.cache.lay(queryKey, adds('a'));
  await page.shown();
  page.queryClient.setQueryData<Notes>(queryKey, (notes = []) => [...notes, 'live']);
  expect(page.notes).toEqual(['old', 'a', 'live']);
  page.cache.lay(queryKey, adds('b'));
  await page.shown();
  expect(page.notes).toEqual(['old', 'a', 'live', 'b']);
});

test('data that are a number are counted on, also when what is fetched equals what is shown', async () => {
  const more = (id: string): TaskLayer<number> => ({ id, lay: (number) => number + 1 });
  page.queryClient.setQueryData(count, 4);
  page.cache.lay(count, more('a'));
  await page.queryClient.fetchQuery({ queryKey: count, queryFn: () => 5 });
  expect(page.queryClient.getQueryData(count)).toBe(6);
});

test('what one turn brings is shown once, however many tasks it is about', async () => {
  await opened([]);
  const ids = Array.from({ length: 100 }, (_, place) => `task-${place}`);
  const lay = vi.fn((notes: Notes) => notes);
  page.cache.lay(queryKey, { id: 'last', lay });
  for (const id of ids) page.cache.lay(queryKey, adds(id));
  await page.shown();
  for (const id of ids) page.cache.settle(id, delivered);
  await page.shown();
  expect(page.notes).toEqual(ids);
  expect(lay).toHaveBeenCalledTimes(2);
});

test('nothing is watched any more when all is settled', () => {
  page.queryClient.setQueryData(queryKey, []);
  page.queryClient.setQueryData(['others'], []);
  page.cache.lay(queryKey, adds('a'));
  page.cache.lay(['others'], adds('b'));
  page.cache.settle('a', delivered);
  expect(page.isWatching).toBe(true);
  page.cache.settle('b', refused);
  expect(page.isWatching).toBe(false);
});

test('a task is laid once, and settled once', async () => {
  const lay = vi.fn((notes: Notes) => [...notes, 'a']);
  await opened([]);
  page.cache.lay(queryKey, { id: 'a', lay });
  page.cache.lay(queryKey, { id: 'a', lay });
  await page.shown();
  expect(page.notes).toEqual(['a']);
  page.cache.settle('a', { kind: 'not-stored', error: expect.anything() });
  page.cache.settle('a', delivered);
  expect(page.notes).toEqual([]);
  expect(page.server.fetches).toBe(1);
});

test('what others write once all is settled stays', async () => {
  page.queryClient.setQueryData(queryKey, ['old']);
  page.cache.lay(queryKey, adds('a'));
  page.cache.settle('a', delivered);
  page.queryClient.setQueryData(queryKey, ['new']);
  await page.shown();
  expect(page.notes).toEqual(['new']);
});
