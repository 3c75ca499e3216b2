import { MutationObserver, QueryClient, QueryClientProvider, queryOptions, useMutation } from '@tanstack/react-query';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Client, createClient, defineTask, type ErrorCode } from '../client/index.ts';
import { type SyncMutationOptions, syncMutationOptions } from './sync-mutation-options.ts';

interface Note {
  readonly id: string;
  readonly text: string;
}

const noteSchema = v.object({ text: v.pipe(v.string(), v.maxLength(20)) });
const addNote = defineTask({
  type: 'add-note',
  version: 1,
  context: noteSchema,
  request: ({ text }) => new Request('/notes', { method: 'POST', body: text }),
  orderingKey: () => 'notes',
  creates: ({ text }) => `note:${text}`,
});
const removeNote = defineTask({
  type: 'remove-note',
  version: 1,
  context: noteSchema,
  request: ({ text }) => new Request(`/notes/${text}`, { method: 'DELETE' }),
  orderingKey: () => 'notes',
  annihilates: ({ text }) => `note:${text}`,
});
const { queryKey } = queryOptions({ queryKey: ['notes'], queryFn: (): readonly Note[] => [] });

/** The id is the device's until the server has given one. */
const adding = (client: Client) =>
  syncMutationOptions(addNote, {
    client,
    queryKey: () => queryKey,
    optimistic: (notes, { text }, id) => [...notes.filter((note) => note.id !== id), { id, text }],
    reconcile: (notes, { body }, { text }) => [...notes, { id: body, text }],
  });
const removing = (client: Client) =>
  syncMutationOptions(removeNote, {
    client,
    queryKey: () => queryKey,
    optimistic: (notes, { text }) => notes.filter((note) => note.text !== text),
  });

let name: string;
let client: Client;
let queryClient: QueryClient;
let answer: (request: Request) => Response;

const open = (options: Partial<Parameters<typeof createClient>[0]> = {}) => {
  const opened = createClient({ account: 'me', worker: false, name, ...options });
  onTestFinished(opened.close);
  return opened;
};
const withNotes = () => {
  const opened = new QueryClient();
  opened.setQueryData(queryKey, [{ id: '1', text: 'old' }]);
  return opened;
};

beforeEach(async () => {
  name = `tanstack-${crypto.randomUUID()}`;
  const really = globalThis.fetch;
  vi.stubGlobal('fetch', async (request: Request) =>
    new URL(request.url).pathname.startsWith('/notes') ? answer(request) : await really(request),
  );
  answer = () => new Response('2', { status: 201 });
  client = open();
  await client.pause();
  queryClient = withNotes();
});
afterEach(async () => {
  await client.destroy();
  vi.unstubAllGlobals();
});

const texts = () => queryClient.getQueryData(queryKey)?.map(({ text }) => text);
const mutate = <Schema extends typeof noteSchema>(options: SyncMutationOptions<Schema>, text: string) =>
  new MutationObserver(queryClient, options).mutate({ text });
const isWatching = () => queryClient.getQueryCache().hasListeners();

test('in React: one line; done once it is stored, with what waits to be delivered shown, and reconciled with the answer', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const container = document.createElement('div');
  const root = createRoot(container);
  onTestFinished(() => act(() => root.unmount()));
  function Composer() {
    const { mutate, status, data, error } = useMutation(adding(client));
    const code: ErrorCode | undefined = error?.code;
    return createElement('output', { onClick: () => mutate({ text: 'new' }), title: data?.id }, code ?? status);
  }
  await act(() => root.render(createElement(QueryClientProvider, { client: queryClient }, createElement(Composer))));
  const output = container.querySelector('output');
  act(() => output?.click());
  await act(() => expect.poll(() => output?.textContent).toBe('success'));
  expect(texts()).toEqual(['old', 'new']);
  expect(queryClient.getQueryData(queryKey)?.at(-1)?.id).toBe(output?.title);

  await client.resume();
  await expect.poll(() => queryClient.getQueryData(queryKey)?.at(-1)).toEqual({ id: '2', text: 'new' });
  expect(isWatching()).toBe(false);
});

test('a task that depends on another waits for it, and fails with it', async () => {
  const first = client.enqueue(removeNote, { text: 'old' });
  await first.stored;
  const dependent = syncMutationOptions(addNote, {
    client,
    queryKey: () => queryKey,
    optimistic: (notes, { text }, id) => [...notes.filter((note) => note.id !== id), { id, text }],
    enqueueOptions: ({ text }) => ({ dependsOn: text === 'new' ? [first.id] : [] }),
  });
  const receipt = await mutate(dependent, 'new');
  expect(texts()).toEqual(['old', 'new']);
  answer = () => new Response('No.', { status: 400 });
  await client.resume();
  expect(await receipt.settled).toMatchObject({ kind: 'failed', error: { code: 'dependency-failed' } });
  await expect.poll(texts).toEqual(['old']);
});

test('what cannot be kept fails with its error, and is taken back before anybody hears of it', async () => {
  const full = adding(open({ budget: { tasks: 0 } }));
  const onError = vi.fn(() => texts());
  const observer = new MutationObserver(queryClient, { ...full, onError });
  await expect(observer.mutate({ text: 'new' })).rejects.toMatchObject({ name: 'BackhaulError', code: 'outbox-full' });
  expect(onError).toHaveReturnedWith(['old']);
  await expect(mutate(adding(client), 'far too long for a note')).rejects.toMatchObject({ code: 'invalid-context' });
  expect(texts()).toEqual(['old']);
  expect(isWatching()).toBe(false);
});

test('what is refused, cancelled or undone is taken back, and what came after it stays', async () => {
  answer = ({ method }) => new Response(null, { status: method === 'POST' ? 422 : 204 });
  const cancelled = await mutate(adding(client), 'cancelled');
  await mutate(adding(client), 'undone');
  const refused = await mutate(adding(client), 'refused');
  await mutate(removing(client), 'old');
  expect(texts()).toEqual(['cancelled', 'undone', 'refused']);

  await client.cancel(cancelled.id);
  await expect.poll(texts).toEqual(['undone', 'refused']);
  const { settled } = await mutate(removing(client), 'undone');
  await client.resume();
  expect(await refused.settled).toMatchObject({ kind: 'failed' });
  expect(await settled).toMatchObject({ kind: 'moot' });
  await expect.poll(isWatching).toBe(false);
  expect(texts()).toEqual([]);
});

test('after a reload, what waits is laid over the query again, the own account’s only, until it is settled', async () => {
  await mutate(adding(client), 'before');
  const others = open({ account: 'another' });
  await mutate(adding(others), 'not mine');
  client.close();

  client = open();
  queryClient = withNotes();
  onTestFinished(adding(client).layWaiting(queryClient, 'me'));
  await expect.poll(texts).toEqual(['old', 'before']);
  await mutate(adding(client), 'after');
  expect(texts()).toEqual(['old', 'before', 'after']);
  await client.resume();
  await expect.poll(isWatching).toBe(false);
  expect(texts()).toEqual(['old', 'before', 'after']);
});

test('what is sent again after it was refused is shown again', async () => {
  onTestFinished(adding(client).layWaiting(queryClient, 'me'));
  answer = () => new Response(null, { status: 422 });
  const { id, settled } = await mutate(adding(client), 'again');
  await client.resume();
  await settled;
  await expect.poll(texts).toEqual(['old']);
  await client.pause();
  answer = () => new Response('2', { status: 201 });
  await client.retry(id);
  await expect.poll(texts).toEqual(['old', 'again']);
  await client.resume();
  await expect.poll(() => queryClient.getQueryData(queryKey)?.at(-1)?.id).toBe('2');
});

test('who stops takes off what it has laid', async () => {
  await mutate(adding(client), 'mine');
  await expect.poll(() => client.tasks().length).toBe(1);
  queryClient = withNotes();
  const stop = adding(client).layWaiting(queryClient, 'me');
  await expect.poll(texts).toEqual(['old', 'mine']);
  stop();
  expect(texts()).toEqual(['old']);
  expect(isWatching()).toBe(false);
});

test('without a query it only keeps the task', async () => {
  const { stored } = await mutate(syncMutationOptions(addNote, { client }), 'new');
  await stored;
  expect(texts()).toEqual(['old']);
});

test('a mistake in what the app gave is reported, and costs no save', async () => {
  const reported = vi.spyOn(globalThis, 'reportError').mockReturnValue();
  onTestFinished(() => reported.mockRestore());
  const mistaken = syncMutationOptions(addNote, {
    client,
    queryKey: () => queryKey,
    optimistic: () => {
      throw new Error('A mistake.');
    },
  });
  await (await mutate(mistaken, 'new')).stored;
  expect(reported).toHaveBeenCalled();
  expect(texts()).toEqual(['old']);
});

test('what does not fit together does not compile', () => {
  // @ts-expect-error An update of no query.
  syncMutationOptions(addNote, { client, optimistic: (notes: readonly Note[]) => notes });
  // @ts-expect-error A note of another shape than the query's.
  syncMutationOptions(addNote, { client, queryKey: () => queryKey, optimistic: (notes) => [...notes, { id: 1 }] });
  // @ts-expect-error Another context than the task's.
  syncMutationOptions(addNote, { client, queryKey: ({ channel }) => ['notes', channel] });
});
