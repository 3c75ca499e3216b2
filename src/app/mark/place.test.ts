import type { QueueTask } from 'backhaul';
import { expect, test } from 'vitest';
import { deliveriesOf, placesOf } from './place.ts';

const names = new Map([
  ['blind-profile', 'profile'],
  ['blind-space', 'space:1'],
]);
const task = (id: string, collections: readonly string[]) => ({
  id,
  taskType: 'update-profile',
  version: 1,
  account: 'me',
  context: { collections, entries: 1 },
  retryCount: 0,
  createdAt: 1,
  bytes: 0,
});

test('only here until it is acknowledged, on its way while a task carries it, and a failed one needs the person', () => {
  const dirty = new Set(['profile', 'space:1', 'space:2']);
  const tasks: readonly QueueTask[] = [
    { ...task('1', ['blind-profile']), status: 'processing', startedAt: 1 },
    { ...task('2', ['blind-space']), status: 'failed', processedAt: 1, error: { code: 'refused', message: 'No.' } },
    { ...task('3', ['blind-space']), status: 'processing', startedAt: 1 },
  ];
  expect(placesOf(dirty, tasks, names)).toEqual(
    new Map([
      ['profile', 'on-its-way'],
      ['space:1', 'needs-you'],
      ['space:2', 'here'],
    ]),
  );
});

test('a space is where the worst of it is, what is written there and who is in it among it', () => {
  const space = 'A'.repeat(22);
  const written = (id: string) => ({ ...task(id, []), taskType: 'send-message', context: { space, message: 'm' } });
  const collection = `space:${space}`;
  const waits: QueueTask = { ...written('1'), status: 'pending', wait: { for: 'turn' } };
  const moves: QueueTask = { ...written('2'), status: 'processing', startedAt: 1 };
  const refused: QueueTask = {
    ...written('3'),
    status: 'failed',
    processedAt: 1,
    error: { code: 'refused', message: 'No.' },
  };
  const placeOf = (...tasks: QueueTask[]) => placesOf(new Set(), tasks, names).get(collection);
  expect([placeOf(), placeOf(waits), placeOf(waits, moves), placeOf(refused, moves, waits)]).toEqual([
    undefined,
    'here',
    'on-its-way',
    'needs-you',
  ]);
  const joins: QueueTask = { ...waits, taskType: 'join-space', context: { space } };
  expect(placeOf(joins)).toBe('here');
});

test('a task of which nothing is known here says nothing about any place', () => {
  const foreign: QueueTask = { ...task('1', ['blind-other']), status: 'processing', startedAt: 1 };
  const odd: QueueTask = { ...foreign, context: 'whatever' };
  expect(placesOf(new Set(), [foreign, odd], names)).toEqual(new Map());
});

test('the last delivery counts, and what was replaced on the way is none', () => {
  const answer = { status: 200, body: '' };
  const tasks: readonly QueueTask[] = [
    { ...task('1', ['blind-space']), status: 'completed', processedAt: 5, outcome: { kind: 'delivered', answer } },
    { ...task('2', ['blind-space']), status: 'completed', processedAt: 9, outcome: { kind: 'superseded', by: '3' } },
    { ...task('3', ['blind-space']), status: 'completed', processedAt: 7, outcome: { kind: 'delivered', answer } },
  ];
  expect(deliveriesOf(tasks, names)).toEqual(new Map([['space:1', 7]]));
});
