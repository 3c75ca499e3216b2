import { describe, expect, test } from 'vitest';
import type { QueueTask } from '../../protocol/index.ts';
import { delivered, failed, pending, sending, superseded } from '../testing/tasks.ts';
import { follow, noDrain, progressOf } from './progress.ts';
import { comingAttempt, type SyncStatus, statusOf } from './status.ts';
import { summaryOf } from './summary.ts';

const none = { done: 0, of: 0 };

describe('the status', () => {
  const cases: readonly (readonly [string, readonly QueueTask[], boolean, SyncStatus])[] = [
    ['of nothing at all', [], true, { kind: 'up-to-date' }],
    ['of delivered tasks only', [delivered('a')], false, { kind: 'up-to-date' }],
    ['of a task whose turn it is', [pending('a')], true, { kind: 'sending', ...none }],
    ['of the same without a network', [pending('a')], false, { kind: 'waiting-for-network', waiting: 1 }],
    ['of one on its way beside a failed one', [sending('a'), failed('b')], true, { kind: 'sending', ...none }],
    [
      'of a failed one beside a waiting one',
      [failed('a'), pending('b', { for: 'network', until: 5 })],
      true,
      { kind: 'needs-attention', failed: 1, waiting: 1 },
    ],
    [
      'of a busy server',
      [pending('a', { for: 'server', until: 9, status: 503 }), pending('b', { for: 'server', until: 7, status: 503 })],
      true,
      { kind: 'waiting-for-server', waiting: 2, nextAttemptAt: 7 },
    ],
    [
      'of a busy server, then no network',
      [pending('a', { for: 'server', until: 9, status: 503 })],
      false,
      { kind: 'waiting-for-network', waiting: 1 },
    ],
    ['of an attempt without a network', [sending('a')], false, { kind: 'waiting-for-network', waiting: 1 }],
    [
      'of a task in line behind one that waits',
      [pending('a', { for: 'network', until: 5 }), pending('b')],
      true,
      { kind: 'no-answer', waiting: 2, nextAttemptAt: 5 },
    ],
    [
      'of an account that is signed out',
      [pending('a', { for: 'sign-in' })],
      true,
      { kind: 'waiting-for-sign-in', waiting: 1 },
    ],
    ['of a task that the app holds', [pending('a', { for: 'app' })], true, { kind: 'paused', waiting: 1 }],
  ];
  test.each(cases)('%s', (_name, tasks, isOnline, status) => {
    expect(statusOf(tasks, isOnline, none, false)).toEqual(status);
  });

  test('says that it is paused, unless something moves or needs a person', () => {
    const paused = (...tasks: QueueTask[]) => statusOf(tasks, true, none, true).kind;
    expect(paused(pending('a'))).toBe('paused');
    expect(paused()).toBe('up-to-date');
    expect(paused(pending('a'), sending('b'))).toBe('sending');
    expect(paused(pending('a'), failed('b'))).toBe('needs-attention');
  });
});

test('the next attempt is the earliest that is still to come', () => {
  const busy = { for: 'server', status: 429 } as const;
  expect(comingAttempt([pending('a'), sending('b')], 0)).toBeUndefined();
  const times = [
    pending('a', { for: 'network', until: 9 }),
    pending('b', { ...busy, until: 4 }),
    pending('c', { ...busy, until: 2 }),
  ];
  expect(comingAttempt(times, 3)).toBe(4);
  expect(comingAttempt([pending('a', { for: 'network', until: 2 })], 3)).toBeUndefined();
});

test('progress counts one drain from its first task to its last', () => {
  const start = follow(noDrain, [pending('a'), pending('b'), delivered('before')]);
  expect(progressOf(start)).toEqual({ done: 1, of: 2 });
  const grown = follow(start, [delivered('a'), sending('b'), pending('c')]);
  expect(progressOf(grown)).toEqual({ done: 2, of: 3 });
  expect(progressOf(follow(start, [sending('a'), superseded('b', 'c'), pending('c')]))).toEqual({ done: 1, of: 2 });
  expect(follow(grown, [delivered('a'), delivered('b'), failed('c')])).toBe(noDrain);
});

describe('the summary', () => {
  test('has figures and no times where there is nothing', () => {
    expect(summaryOf([])).toEqual({ waiting: 0, sending: 0, failed: 0, bytes: 0 });
  });

  test('counts what is not delivered, and tells the oldest, the next and the last', () => {
    const tasks = [
      { ...delivered('a'), processedAt: 70, bytes: 1_000 },
      { ...pending('b', { for: 'server', until: 90, status: 503 }), createdAt: 20, bytes: 1 },
      { ...pending('c', { for: 'network', until: 80 }), createdAt: 30, bytes: 2 },
      { ...sending('d'), bytes: 4 },
      { ...failed('e'), bytes: 8 },
      { ...superseded('f', 'b'), processedAt: 99 },
      { ...delivered('g'), processedAt: 60 },
    ];
    expect(summaryOf(tasks)).toEqual({
      ...{ waiting: 2, sending: 1, failed: 1, bytes: 15 },
      ...{ oldest: 20, nextAttemptAt: 80, lastDeliveredAt: 70 },
    });
  });
});
