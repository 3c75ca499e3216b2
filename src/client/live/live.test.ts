import { describe, expect, test, vi } from 'vitest';
import type { LedgerSnapshot } from '../../outbox/index.ts';
import type { QueueTask, ToPage } from '../../protocol/index.ts';
import { liveTasks } from './live-tasks.ts';
import { follow, noDrain, progressOf } from './progress.ts';
import { settlementOf, settlementOfNew } from './settlement.ts';
import { nextAttemptAt, statusOf } from './status.ts';

const core = (id: string) => ({
  id,
  taskType: 'save',
  version: 1,
  account: 'me',
  context: {},
  retryCount: 0,
  createdAt: 1,
});
const pending = (id: string, wait: Extract<QueueTask, { status: 'pending' }>['wait'] = { for: 'turn' }): QueueTask => ({
  ...core(id),
  status: 'pending',
  wait,
});
const sending = (id: string): QueueTask => ({ ...core(id), status: 'processing', startedAt: 1 });
const failed = (id: string): QueueTask => ({
  ...core(id),
  status: 'failed',
  processedAt: 1,
  error: { code: 'refused', message: 'too long' },
});
const delivered = (id: string): QueueTask => ({
  ...core(id),
  status: 'completed',
  processedAt: 1,
  outcome: { kind: 'delivered', answer: { status: 200, body: '' } },
});

describe('statusOf', () => {
  const none = { done: 0, of: 0 };
  test.each([
    ['nothing at all', [], true, { kind: 'up-to-date' }],
    ['only delivered ones', [delivered('a')], false, { kind: 'up-to-date' }],
    ['a task whose turn it is', [pending('a')], true, { kind: 'sending', ...none }],
    ['the same without a network', [pending('a')], false, { kind: 'waiting-for-network', waiting: 1 }],
    ['one on its way beside a failed one', [sending('a'), failed('b')], true, { kind: 'sending', ...none }],
    [
      'a failed one beside a waiting one',
      [failed('a'), pending('b', { for: 'network', until: 5 })],
      true,
      { kind: 'needs-attention', failed: 1, waiting: 1 },
    ],
    [
      'a busy server',
      [pending('a', { for: 'server', until: 9, status: 503 }), pending('b', { for: 'server', until: 7, status: 503 })],
      true,
      { kind: 'waiting-for-server', waiting: 2, nextAttemptAt: 7 },
    ],
    [
      'a busy server, then no network',
      [pending('a', { for: 'server', until: 9, status: 503 })],
      false,
      { kind: 'waiting-for-network', waiting: 1 },
    ],
    ['an attempt without a network', [sending('a')], false, { kind: 'waiting-for-network', waiting: 1 }],
    [
      'a task in line behind one that waits',
      [pending('a', { for: 'network', until: 5 }), pending('b')],
      true,
      { kind: 'no-answer', waiting: 2, nextAttemptAt: 5 },
    ],
    [
      'an account that is signed out',
      [pending('a', { for: 'sign-in' })],
      true,
      { kind: 'waiting-for-sign-in', waiting: 1 },
    ],
  ] as const)('%s', (_name, tasks, isOnline, status) => {
    expect(statusOf(tasks, isOnline, none)).toEqual(status);
  });

  test('the next attempt is the earliest that is still to come', () => {
    expect(nextAttemptAt([pending('a'), sending('b')], 0)).toBeUndefined();
    expect(
      nextAttemptAt(
        [
          pending('a', { for: 'network', until: 9 }),
          pending('b', { for: 'server', until: 4, status: 429 }),
          pending('c', { for: 'server', until: 2, status: 429 }),
        ],
        3,
      ),
    ).toBe(4);
    expect(nextAttemptAt([pending('a', { for: 'network', until: 2 })], 3)).toBe(3);
  });
});

describe('progress', () => {
  test('counts one drain from its first task to its last', () => {
    const start = follow(noDrain, [pending('a'), pending('b'), delivered('before')]);
    expect(progressOf(start)).toEqual({ done: 1, of: 2 });
    const grown = follow(start, [delivered('a'), sending('b'), pending('c')]);
    expect(progressOf(grown)).toEqual({ done: 2, of: 3 });
    const replaced = { ...delivered('b'), outcome: { kind: 'superseded', by: 'c' } } as QueueTask;
    expect(progressOf(follow(start, [sending('a'), replaced, pending('c')]))).toEqual({ done: 1, of: 2 });
    expect(follow(grown, [delivered('a'), delivered('b'), failed('c')])).toBe(noDrain);
  });
});

/** A ledger whose content the test sets, and the announcements of whoever changed it. */
const world = (tasks: readonly QueueTask[], sequence = 1) => {
  const state: { snapshot: LedgerSnapshot } = { snapshot: { sequence, rows: [] } };
  const listeners = new Set<(message: ToPage) => void>();
  const hold = (now: readonly QueueTask[], at: number) => {
    state.snapshot = {
      sequence: at,
      rows: now.map((task) => ({ id: task.id, orderingKey: null, replaces: null, task })),
    };
  };
  hold(tasks, sequence);
  const read = vi.fn(async () => state.snapshot);
  const live = liveTasks(
    { read, change: () => Promise.reject(new Error('This test only reads.')) },
    {
      announce: () => undefined,
      close: () => undefined,
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  );
  const announce = (message: Omit<ToPage, 'type'>) => {
    for (const listener of listeners) listener({ type: 'backhaul:tasks-changed', ...message });
  };
  return { live, hold, read, announce };
};

describe('live tasks', () => {
  test('follow announcements without reading the ledger again', async () => {
    const { live, announce, read } = world([pending('a'), pending('b')]);
    await live.refresh();
    announce({ sequence: 2, changed: [sending('a'), pending('c')], removed: ['b'] });
    expect(live.current()?.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'processing'],
      ['c', 'pending'],
    ]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('read the ledger again when an announcement was missed', async () => {
    const { live, announce, hold } = world([pending('a')]);
    await live.refresh();
    hold([delivered('a'), pending('b')], 5);
    announce({ sequence: 5, changed: [pending('b')], removed: [] });
    await expect
      .poll(() => live.current()?.map(({ id, status }) => [id, status]))
      .toEqual([
        ['a', 'completed'],
        ['b', 'pending'],
      ]);
  });

  test('read the ledger again when something was announced while it was first being read', async () => {
    const { live, announce, hold, read } = world([pending('a')]);
    read.mockImplementationOnce(async () => {
      const old = { sequence: 1, rows: [] };
      hold([delivered('a')], 2);
      announce({ sequence: 2, changed: [delivered('a')], removed: [] });
      return old;
    });
    await live.refresh();
    await expect.poll(() => live.current()).toEqual([delivered('a')]);
  });

  test('are not thrown back by an announcement that comes late', async () => {
    const { live, announce } = world([delivered('a')], 7);
    await live.refresh();
    announce({ sequence: 6, changed: [pending('a')], removed: [] });
    expect(live.current()).toEqual([delivered('a')]);
  });
});

describe('a settlement', () => {
  test('comes with the announcement that settles the task', async () => {
    const { live, announce } = world([pending('a')]);
    await live.refresh();
    const settled = settlementOf('a', live);
    announce({ sequence: 2, changed: [sending('a')], removed: [] });
    announce({ sequence: 3, changed: [failed('a')], removed: [] });
    expect(await settled).toEqual({ kind: 'failed', error: { code: 'refused', message: 'too long' } });
  });

  test('of a task that is stored but not listed yet is waited for', async () => {
    const { live, announce } = world([]);
    await live.refresh();
    const settled = settlementOfNew('a', live);
    announce({ sequence: 2, changed: [pending('a')], removed: [] });
    announce({ sequence: 3, changed: [delivered('a')], removed: [] });
    expect(await settled).toMatchObject({ kind: 'delivered' });
  });

  test('of a task that somebody removed is "discarded", of one that was never there "unknown"', async () => {
    const { live, announce } = world([pending('a')]);
    await live.refresh();
    const settled = settlementOf('a', live);
    announce({ sequence: 2, changed: [], removed: ['a'] });
    expect(await settled).toEqual({ kind: 'discarded' });
    expect(await settlementOf('z', live)).toEqual({ kind: 'unknown' });
  });
});
