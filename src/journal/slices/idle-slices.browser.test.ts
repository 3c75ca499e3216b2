import { expect, test } from 'vitest';
import { idleSlices } from './idle-slices.ts';

test('a slice is over after some milliseconds, and the next one is a task of its own', async () => {
  const slices = idleSlices();
  while (!slices.isOver()) expect(slices.isOver()).toBeTypeOf('boolean');
  let isAnotherTask = false;
  setTimeout(() => {
    isAnotherTask = true;
  });
  while (!isAnotherTask) {
    await slices.next();
    expect(slices.isOver()).toBe(false);
  }
});

test('slices follow one another in a page that is never idle', async () => {
  const slices = idleSlices();
  let isOver = false;
  const busy = () => {
    if (!isOver) setTimeout(busy);
  };
  busy();
  await slices.next();
  await slices.next();
  isOver = true;
});
