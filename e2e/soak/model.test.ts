import { expect, test } from 'vitest';
import { Model } from './model.ts';

const message = { kind: 'message', task: 3, channel: 1 } as const;

function attempted(): Model {
  const model = new Model();
  model.attempted(message, 'clock-3');
  return model;
}

test('a task of which nobody said anything may be there or not', () => {
  expect(attempted().tasks).toMatchObject([{ fate: 'unknown', cancellation: 'none', key: undefined }]);
});

test('only a stored task can be cancelled, and only once', () => {
  const model = attempted();
  expect(model.cancellableKey(3)).toBeUndefined();
  model.stored(3, 'key-3');
  expect(model.cancellableKey(3)).toBe('key-3');
  model.cancelAttempted(3);
  expect(model.cancellableKey(3)).toBeUndefined();
});

test('a cancel that was cut off leaves both open; one that came too late leaves the promise', () => {
  const model = attempted();
  model.stored(3, 'key-3');
  model.cancelAttempted(3);
  expect(model.tasks[0]?.cancellation).toBe('unknown');
  model.notCancelled(3);
  expect(model.tasks[0]).toMatchObject({ fate: 'stored', cancellation: 'none' });
  model.cancelled(3, true);
  expect(model.tasks[0]?.cancellation).toBe('may-have-arrived');
});

test('says so when a task that nobody attempted is confirmed', () => {
  expect(() => attempted().stored(4, 'key-4')).toThrow('Task 4');
});
