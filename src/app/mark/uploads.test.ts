import type { QueueTask } from 'backhaul';
import { UPLOAD_PART } from 'backhaul/journal';
import { expect, test } from 'vitest';
import { uploadsOf } from './uploads.ts';

const names = new Map([
  ['blind', 'space:1'],
  ['other', 'space:2'],
]);
const core = { version: 1, account: 'me', retryCount: 0 };
const context = { collections: ['blind'] };
const waiting = (id: string, bytes: number, createdAt: number): QueueTask => {
  return { ...core, context, id, bytes, createdAt, taskType: UPLOAD_PART, status: 'pending', wait: { for: 'turn' } };
};
const delivered = (id: string, bytes: number, createdAt: number): QueueTask => ({
  ...core,
  context,
  id,
  bytes,
  createdAt,
  taskType: UPLOAD_PART,
  status: 'completed',
  processedAt: createdAt + 1,
  outcome: { kind: 'delivered', answer: { status: 200, body: '' } },
});

test('an upload is told by its bytes, from what was enqueued with what still waits', () => {
  const tasks = [
    delivered('old', 900, 1),
    delivered('1', 30, 100_000),
    waiting('2', 60, 100_010),
    waiting('3', 10, 100_020),
  ];
  expect(uploadsOf(tasks, names)).toEqual(new Map([['space:1', { sentBytes: 30, bytes: 100 }]]));
});

test('nothing is under way when all is delivered, and other kinds of tasks are no upload', () => {
  expect(uploadsOf([delivered('1', 30, 1)], names)).toEqual(new Map());
  expect(uploadsOf([{ ...waiting('1', 30, 1), taskType: 'update-profile' }], names)).toEqual(new Map());
});
