import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readPasses, recordPasses } from './index.ts';

test('a pass says what it was woken by, each sign once for the pass that it led to', async () => {
  const name = `signs-${crypto.randomUUID()}`;
  const events = new EventTarget();
  const trace = recordPasses({ name, events, now: () => 7 });
  const pass = (at: number) => {
    trace({ kind: 'pass-started', at });
    trace({ kind: 'pass-ended', outcome: { kind: 'drained' }, took: 1 });
  };
  events.dispatchEvent(Object.assign(new Event('sync'), { tag: 'any', lastChance: true }));
  events.dispatchEvent(new MessageEvent('message', { data: { type: 'backhaul:replay', name, networkIsBack: false } }));
  events.dispatchEvent(
    new MessageEvent('message', { data: { type: 'backhaul:replay', name: 'another', networkIsBack: false } }),
  );
  pass(1);
  events.dispatchEvent(new Event('online'));
  pass(2);
  pass(3);
  await expect.poll(async () => (await readPasses(name)).length).toBe(3);
  expect((await readPasses(name)).map(({ where, signs }) => [where, signs])).toEqual([
    ['worker', []],
    ['worker', [{ kind: 'online', at: 7 }]],
    [
      'worker',
      [
        { kind: 'sync', at: 7, isLastChance: true },
        { kind: 'page', at: 7 },
      ],
    ],
  ]);
});
