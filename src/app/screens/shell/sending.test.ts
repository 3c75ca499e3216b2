import type { QueueTask } from 'backhaul';
import { expect, test } from 'vitest';
import { follow, leftToSend, nothingSent, progressOf } from './sending.ts';

const names = new Map([
  ['blind-a', 'space:a'],
  ['blind-b', 'space:b'],
]);
const none: ReadonlySet<string> = new Set();
const task = (id: string, collections: readonly string[]) => ({
  id,
  taskType: 'sync-space-keys',
  version: 1,
  account: 'me',
  context: { collections },
  retryCount: 0,
  createdAt: 1,
  bytes: 0,
});
const sent = (id: string, collections: readonly string[]): QueueTask => ({
  ...task(id, collections),
  status: 'processing',
  startedAt: 1,
});
const failed = (id: string, collections: readonly string[]): QueueTask => ({
  ...task(id, collections),
  status: 'failed',
  processedAt: 1,
  error: { code: 'refused', message: 'No.' },
});

test('a space is counted once from the first moment on, into however many tasks it goes', () => {
  const dirty = new Set(['space:a', 'space:b']);
  expect(leftToSend(dirty, [], names, none)).toEqual(dirty);
  const tasks = [sent('1', ['blind-a']), sent('2', ['blind-a']), sent('3', ['blind-b'])];
  expect(leftToSend(dirty, tasks, names, none)).toEqual(dirty);
});

test('a message counts for itself, and what the server refused is not being sent', () => {
  const dirty = new Set(['space:a', 'space:b']);
  expect(leftToSend(dirty, [sent('message', []), failed('2', ['blind-b'])], names, none)).toEqual(
    new Set(['space:a', 'message']),
  );
});

test('the whole does not grow but by what is new, and ends with the last of it', () => {
  const first = follow(nothingSent, new Set(['a', 'b', 'c']));
  expect(progressOf(first)).toEqual({ done: 1, of: 3, part: 0 });
  expect(follow(first, new Set(['c', 'b', 'a']))).toBe(first);
  const second = follow(first, new Set(['c']));
  expect(progressOf(second)).toEqual({ done: 3, of: 3, part: 2 / 3 });
  expect(progressOf(follow(second, new Set(['c', 'd'])))).toEqual({ done: 3, of: 4, part: 0.5 });
  const end = follow(second, new Set());
  expect(follow(end, new Set())).toBe(end);
  expect(progressOf(end)).toEqual({ done: 1, of: 1, part: 0 });
});

test('of many messages at once, those that the outbox does not list yet count too', () => {
  const tasks = [sent('1', []), failed('2', [])];
  expect(leftToSend(none, tasks, names, new Set(['1', '2', '3']))).toEqual(new Set(['1', '3']));
});
