import { expect, it } from 'vitest';
import { NewestCursor } from './newest-cursor.ts';

it('tells what is there at once, unless it is known already', () => {
  const [unknown, known] = [new NewestCursor(undefined), new NewestCursor(5)];
  for (const newest of [unknown, known]) newest.hear(5);
  expect([unknown.take(), known.take()]).toEqual([5, undefined]);
});

it('corrects one who knows a cursor from a future that the server has lost', () => {
  const newest = new NewestCursor(9);
  newest.hear(5);
  expect(newest.take()).toBe(5);
});

it('keeps only the newest for one who is slow, in whatever order the news come', () => {
  const newest = new NewestCursor(undefined);
  for (const cursor of [1, 3, 2]) newest.hear(cursor);
  expect([newest.take(), newest.take()]).toEqual([3, undefined]);
});
