import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { QueueStore, StorableRequest } from 'workbox-background-sync';
import { workboxQueue } from './request-queue.ts';

const stamp = {
  id: 'a',
  taskType: 'save',
  version: 1,
  account: 'me',
  context: {},
  orderingKey: null,
  replaces: null,
  createdAt: 1,
};
const request = () => StorableRequest.fromRequest(new Request('http://server.test/', { method: 'POST', body: 'x' }));

test('a connection that the browser has closed is opened again', async () => {
  const queue = workboxQueue(`queue-${Math.random()}`);
  await queue.push(await request(), stamp);
  const closed = new DOMException('The database connection is closing.', 'InvalidStateError');
  const push = vi.spyOn(QueueStore.prototype, 'pushEntry').mockRejectedValueOnce(closed);
  await queue.push(await request(), { ...stamp, id: 'b' });
  expect(push).toHaveBeenCalledTimes(2);
  expect(await queue.keys()).toHaveLength(2);
  push.mockRestore();
});

test('what is not a closed connection is thrown as it is', async () => {
  const queue = workboxQueue(`queue-${Math.random()}`);
  const full = new DOMException('no room', 'QuotaExceededError');
  const push = vi.spyOn(QueueStore.prototype, 'pushEntry').mockRejectedValueOnce(full);
  await expect(queue.push(await request(), stamp)).rejects.toBe(full);
  expect(push).toHaveBeenCalledTimes(1);
  push.mockRestore();
});
