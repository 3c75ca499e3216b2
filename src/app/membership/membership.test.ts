import type { QueueTask } from 'backhaul';
import { spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isShown, type JoinedSpaces, membershipOf, membershipTasks, tasksThatJoin } from './membership.ts';

const space = v.parse(spaceIdSchema, 's'.repeat(22));
const core = { version: 1, account: 'me', context: { space }, retryCount: 0, createdAt: 1, bytes: 0 };
const answer = { status: 200, body: '' };
const pending = (taskType: string, id = '1'): QueueTask => ({
  ...core,
  id,
  taskType,
  status: 'pending',
  wait: { for: 'turn' },
});
const failed = (taskType: string, id = '1'): QueueTask => ({
  ...core,
  id,
  taskType,
  status: 'failed',
  processedAt: 5,
  error: { code: 'refused', message: 'No.' },
});
const completed = (taskType: string, kind: 'delivered' | 'annihilated' | 'cancelled', id = '1'): QueueTask => {
  const outcomes = {
    delivered: { kind: 'delivered', answer },
    annihilated: { kind: 'annihilated', by: '9' },
    cancelled: { kind: 'cancelled', mayHaveArrived: false },
  } as const;
  return { ...core, id, taskType, status: 'completed', processedAt: 5, outcome: outcomes[kind] };
};

const nobody: JoinedSpaces = { listedAt: undefined, roles: new Map(), unread: new Set() };
const owner: JoinedSpaces = { listedAt: 3, roles: new Map([[space, 'owner']]), unread: new Set() };
const stranger: JoinedSpaces = { listedAt: 7, roles: new Map(), unread: new Set() };
const of = (tasks: readonly QueueTask[], joined: JoinedSpaces) =>
  membershipOf(space, membershipTasks(tasks).get(space), joined);

test.each([
  ['nobody was asked', [], nobody, 'unknown'],
  ['the server names it', [], owner, 'member'],
  ['the server does not', [], stranger, 'not-a-member'],
  ['it is being joined, whatever the server said', [pending('join-space')], stranger, 'joining'],
  ['the server refused it', [failed('join-space')], stranger, 'join-refused'],
  ['it was joined since the server was asked', [completed('join-space', 'delivered')], owner, 'member'],
  [
    'it was joined, and the server says otherwise since',
    [completed('join-space', 'delivered')],
    stranger,
    'not-a-member',
  ],
  ['it is being left', [pending('leave-space')], owner, 'leaving'],
  ['leaving it was refused', [failed('leave-space')], owner, 'leave-refused'],
  ['it was left', [completed('leave-space', 'delivered')], owner, 'left'],
  [
    'it was left before it was ever joined',
    [completed('join-space', 'annihilated'), completed('leave-space', 'annihilated', '2')],
    owner,
    'left',
  ],
  ['leaving it was taken back', [completed('leave-space', 'cancelled')], owner, 'member'],
  [
    'it was left and is joined again',
    [completed('leave-space', 'delivered'), pending('join-space', '2')],
    owner,
    'joining',
  ],
] as const)('when %s', (_, tasks, joined, kind) => {
  expect(of(tasks, joined).kind).toBe(kind);
});

test('joining again, refused, changes nothing of what is on this device', () => {
  const again: QueueTask = { ...failed('join-space'), context: { space, isAgain: true } };
  expect([of([again], stranger).kind, of([again], owner).kind]).toEqual(['not-a-member', 'member']);
});

test('what a person left, or could not join, is not among their spaces', () => {
  const shown = (tasks: readonly QueueTask[]) => isShown(of(tasks, owner));
  expect(shown([])).toBe(true);
  expect(shown([failed('leave-space')])).toBe(true);
  expect(shown([pending('join-space')])).toBe(true);
  expect([
    shown([pending('leave-space')]),
    shown([completed('leave-space', 'delivered')]),
    shown([failed('join-space')]),
  ]).toEqual([false, false, false]);
});

test('a message waits for what joins its space, and for nothing else', () => {
  const elsewhere: QueueTask = { ...pending('join-space', '2'), context: { space: 'other' } };
  const odd: QueueTask = { ...pending('join-space', '3'), context: 'whatever' };
  expect(tasksThatJoin(space, [pending('join-space'), elsewhere, odd, pending('leave-space', '4')])).toEqual(['1']);
  expect(tasksThatJoin(space, [completed('join-space', 'delivered'), failed('join-space')])).toEqual([]);
});
