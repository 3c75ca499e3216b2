import type { QueueTask } from 'backhaul';
import { REMOVE_FROM_SERVER } from 'backhaul/journal';
import { expect, test } from 'vitest';
import { removalOf } from './removal.ts';

const core = {
  id: '1',
  taskType: REMOVE_FROM_SERVER,
  version: 1,
  account: 'me',
  context: {},
  retryCount: 0,
  createdAt: 1,
  bytes: 0,
};
const delivered = (body: string): QueueTask => ({
  ...core,
  status: 'completed',
  processedAt: 2,
  outcome: { kind: 'delivered', answer: { status: 200, body } },
});

test('the receipt is what the server answered', () => {
  expect(removalOf([delivered('{"removed":12,"at":1700000000000}')])).toEqual({
    kind: 'removed',
    removed: 12,
    at: 1_700_000_000_000,
  });
});

test('an answer that is no receipt claims nothing, and of several removals the newest counts', () => {
  expect(removalOf([delivered('{}')])).toEqual({ kind: 'not-asked-for' });
  const again: QueueTask = { ...core, id: '2', status: 'pending', wait: { for: 'turn' } };
  expect(removalOf([delivered('{"removed":1,"at":1}'), again])).toEqual({ kind: 'under-way' });
  expect(removalOf([])).toEqual({ kind: 'not-asked-for' });
});
