import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Journal } from '../src/journal/index.ts';
import { testJournal } from '../src/journal/testing/test-journal.ts';
import { HEARD } from '../src/protocol/index.ts';
import { startJournal } from './start-journal.ts';

const pull = vi.fn(async () => ({ adopted: 0, broken: 0 }));
let journal: Journal;
let worker: EventTarget;
let waited: Promise<unknown>[];

beforeEach(async () => {
  journal = { ...(await testJournal()).journal, pull };
  pull.mockReset();
  pull.mockResolvedValue({ adopted: 0, broken: 0 });
  waited = [];
  worker = new EventTarget();
  vi.stubGlobal('addEventListener', worker.addEventListener.bind(worker));
  vi.stubGlobal('location', { origin: 'http://server.test' });
});
afterEach(() => vi.unstubAllGlobals());

const start = () => startJournal({ open: async () => journal });

/** What the worker answers, once it has done everything. */
async function dispatch(type: string, data?: unknown): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  const ports = [{ postMessage: (answer: unknown) => answers.push(answer) }];
  const waitUntil = (work: Promise<unknown>) => waited.push(work);
  worker.dispatchEvent(Object.assign(new Event(type), { data, ports, waitUntil }));
  if (answers.length > 0) expect(pull).not.toHaveBeenCalled(); // It says at once that it has heard.
  await Promise.all(waited);
  return answers;
}

test('pulls when a page asks, and tells when it has', async () => {
  start();
  expect(await dispatch('message', { type: 'backhaul:pull', name: 'backhaul' })).toEqual([HEARD, true]);
  expect(pull).toHaveBeenCalledWith(expect.objectContaining({ origin: 'http://server.test' }));
});

test('tells when it could not', async () => {
  pull.mockRejectedValue(new TypeError('offline'));
  start();
  expect(await dispatch('message', { type: 'backhaul:pull', name: 'backhaul' })).toEqual([HEARD, false]);
});

test('pulls when the server pushes, and nothing comes of one that fails', async () => {
  start();
  await dispatch('push');
  pull.mockRejectedValue(new TypeError('offline'));
  await dispatch('push');
  expect(pull).toHaveBeenCalledTimes(2);
});

test.each([
  [{ type: 'backhaul:pull', name: 'another' }],
  [{ type: 'backhaul:replay', name: 'backhaul', networkIsBack: true }],
  [{ type: 'backhaul:pull' }],
  [undefined],
])('%o is not for it', async (message) => {
  start();
  expect(await dispatch('message', message)).toEqual([]);
  expect([waited, pull.mock.calls]).toEqual([[], []]);
});

test('a device without an account has nothing to pull', async () => {
  startJournal({ open: async () => undefined });
  expect(await dispatch('message', { type: 'backhaul:pull', name: 'backhaul' })).toEqual([HEARD, true]);
});
