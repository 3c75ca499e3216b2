import type { Client, QueueTask } from 'backhaul';
import { type MessageId, messageIdSchema, type SpaceId, spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { followMessages } from './follow-messages.ts';
import { goneMessages } from './message-tasks.ts';

const space: SpaceId = v.parse(spaceIdSchema, 's'.repeat(22));
const message = v.parse(messageIdSchema, 'm'.repeat(22));
const core = { version: 1, account: 'me', context: { space, message }, retryCount: 0, createdAt: 1, bytes: 0 };
const answer = { status: 200, body: '' };
const outcomes = {
  delivered: { kind: 'delivered', answer },
  annihilated: { kind: 'annihilated', by: '9' },
  moot: { kind: 'moot', undid: '1' },
  cancelled: { kind: 'cancelled', mayHaveArrived: false },
} as const;
const ended = (taskType: string, kind: keyof typeof outcomes, id = kind as string): QueueTask => {
  return { ...core, id, taskType, status: 'completed', processedAt: 5, outcome: outcomes[kind] };
};
const waiting = (taskType: string): QueueTask => ({
  ...core,
  id: 'waiting',
  taskType,
  status: 'pending',
  wait: { for: 'turn' },
});
const failed = (taskType: string): QueueTask => {
  return {
    ...core,
    id: 'failed',
    taskType,
    status: 'failed',
    processedAt: 1,
    error: { code: 'refused', message: 'No.' },
  };
};

const elsewhere: SpaceId = v.parse(spaceIdSchema, 'e'.repeat(22));
const LAST = v.parse(messageIdSchema, 'l'.repeat(22));
/** Another message: once it is told of, whatever came before it has been dealt with. */
const last: QueueTask = { ...ended('send-message', 'delivered', 'last'), context: { space: elsewhere, message: LAST } };

const follow = async (...seen: QueueTask[][]) => {
  const done: string[] = [];
  let listener = () => {};
  let tasks: readonly QueueTask[] = [];
  const client: Pick<Client, 'tasks' | 'subscribe'> = {
    tasks: () => tasks,
    subscribe: (look) => {
      listener = look;
      return () => {};
    },
  };
  const store = {
    noteArrival: async (arrived: MessageId) => void done.push(arrived === LAST ? 'last' : 'arrived'),
    noteDeletion: async () => void done.push('deleted'),
    dropOutgoing: async () => void done.push('dropped'),
  };
  followMessages({ client, store, tell: (where) => done.push(where === elsewhere ? 'told of the last' : 'told') });
  for (const next of [...seen, [last]]) {
    tasks = next;
    listener();
  }
  await expect.poll(() => done.at(-1)).toBe('told of the last');
  return done.slice(0, -1).filter((deed) => deed !== 'last');
};

test.each([
  ['send-message', 'delivered', ['arrived', 'told']],
  ['send-message', 'cancelled', ['dropped', 'told']],
  ['send-message', 'annihilated', ['dropped', 'told']],
  ['delete-message', 'delivered', ['deleted', 'told']],
  ['delete-message', 'moot', []],
  ['update-profile', 'delivered', []],
] as const)('%s that was %s', async (taskType, kind, done) => {
  const task = ended(taskType, kind);
  expect(await follow([waiting(taskType)], [task], [task, waiting('other')])).toEqual(done);
});

test('a message is not shown from when it is being deleted, unless that is refused or taken back', () => {
  const isHidden = (...tasks: QueueTask[]) => goneMessages(tasks).has(message);
  expect(isHidden(waiting('delete-message'))).toBe(true);
  expect(isHidden(ended('delete-message', 'delivered'))).toBe(true);
  expect(isHidden(ended('delete-message', 'moot'))).toBe(true);
  expect(isHidden(failed('delete-message'))).toBe(false);
  expect(isHidden(ended('delete-message', 'cancelled'))).toBe(false);
  expect(isHidden(waiting('send-message'))).toBe(false);
  expect(isHidden(ended('send-message', 'delivered'))).toBe(false);
  expect(isHidden(ended('send-message', 'cancelled'))).toBe(true);
  expect(isHidden(ended('send-message', 'annihilated'))).toBe(true);
  expect(isHidden(ended('send-message', 'cancelled'), waiting('send-message'))).toBe(false); // Sent once more.
});
