import { act, createElement, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, createClient, defineTask, type Snapshot } from '../client/index.ts';
import { BackhaulProvider } from './provider.ts';
import { useEnqueue } from './use-enqueue.ts';
import { useSync } from './use-sync.ts';
import { useTask } from './use-tasks.ts';

const anything = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
const save = defineTask({
  type: 'save',
  version: 1,
  context: anything,
  request: () => new Request('/nowhere', { method: 'POST', body: 'x' }),
});

let client: Client;
let root: Root;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  client = createClient({ account: 'me', worker: false, name: `react-${crypto.randomUUID()}` });
  await client.pause();
  root = createRoot(document.createElement('div'));
});
afterEach(async () => {
  await act(() => root.unmount());
  await client.destroy();
});

const show = (component: () => ReactNode) =>
  act(() => root.render(createElement(BackhaulProvider, { client }, createElement(component))));
/** Resolves when so many tasks are shown. */
const listed = (count: number) =>
  act(async () => {
    await expect.poll(() => client.tasks().length).toBe(count);
  });

test('[G26] a task renders again only when this task has changed', async () => {
  const { id } = client.enqueue(save, {});
  await listed(1);
  const seen: (string | undefined)[] = [];
  await show(() => {
    seen.push(useTask(id)?.status);
    return null;
  });
  client.enqueue(save, {});
  client.enqueue(save, {});
  await listed(3);
  expect(seen).toEqual(['pending']);
  await act(() => client.cancel(id));
  await act(() => expect.poll(() => seen).toEqual(['pending', 'completed']));
});

test('[G26] the whole renders again only when something has changed, and every part sees the same', async () => {
  const snapshots: (readonly [Snapshot, Snapshot])[] = [];
  function Part({ of: other }: { readonly of: Snapshot }) {
    snapshots.push([other, useSync()]);
    return null;
  }
  await show(() => createElement(Part, { of: useSync() }));
  for (let round = 0; round < 20; round += 1) client.enqueue(save, {});
  await listed(20);
  const renders = snapshots.length;
  await act(() => window.dispatchEvent(new Event('online')));
  await act(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(snapshots.length).toBe(renders);
  expect(snapshots.every(([above, below]) => above === below)).toBe(true);
});

test('a function that enqueues is the same from one rendering to the next', async () => {
  const functions = new Set<unknown>();
  await show(() => {
    useSync();
    functions.add(useEnqueue(save));
    return null;
  });
  client.enqueue(save, {});
  await listed(1);
  expect(functions.size).toBe(1);
});
