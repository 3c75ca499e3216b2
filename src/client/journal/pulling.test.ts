import { beforeEach, expect, test, vi } from 'vitest';
import { signal } from '../../outbox/replay/signal.ts';
import type { Asked } from './ask-worker.ts';
import { puller } from './pulling.ts';

const lifetime = new AbortController().signal;
const pullHere = vi.fn(async () => ({ adopted: 0, broken: 0 }));
const onPulled = vi.fn();
const ask = vi.fn<() => Promise<Asked>>();

beforeEach(() => {
  vi.clearAllMocks();
  pullHere.mockResolvedValue({ adopted: 0, broken: 0 });
});

const open = () =>
  puller(
    { journal: { pull: pullHere }, fetch: globalThis.fetch, origin: 'http://server.test', ask, onPulled },
    lifetime,
  );

test.each([
  ['pulled', 0],
  ['not-pulled', 1],
  ['unheard', 1],
] as const)('a worker that has %s: this page pulls %i times', async (asked, times) => {
  ask.mockResolvedValue(asked);
  await open()();
  expect([pullHere.mock.calls.length, onPulled.mock.calls.length]).toEqual([times, 1]);
});

test('a worker that knows nothing of journals is not waited for a second time', async () => {
  ask.mockResolvedValue('unheard');
  const pull = open();
  await pull();
  await pull();
  expect([ask.mock.calls.length, pullHere.mock.calls.length]).toEqual([1, 2]);
});

test('what fails says why, and is not told as pulled', async () => {
  ask.mockResolvedValue('not-pulled');
  pullHere.mockRejectedValue(new TypeError('offline'));
  await expect(open()()).rejects.toThrow('offline');
  expect(onPulled).not.toHaveBeenCalled();
});

test('one at a time, and one more for all who ask meanwhile', async () => {
  const gate = signal();
  ask.mockImplementation(async () => {
    await gate.promise;
    return 'pulled';
  });
  const pull = open();
  const first = pull();
  await Promise.resolve();
  const others = [pull(), pull(), pull()];
  gate.resolve();
  await Promise.all([first, ...others]);
  expect(ask.mock.calls.length).toBe(2);
});
