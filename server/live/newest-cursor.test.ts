import { expect, it } from 'vitest';
import { NewestCursor } from './newest-cursor.ts';

it('tells what is there at once, unless it is known already', async () => {
  const [unknown, known] = [new NewestCursor(undefined), new NewestCursor(5)];
  for (const newest of [unknown, known]) newest.hear(5);
  expect(await unknown.next(0)).toEqual({ kind: 'cursor', cursor: 5 });
  expect(await known.next(0)).toEqual({ kind: 'quiet' });
});

it('corrects one who knows a cursor from a future that the server has lost', async () => {
  const newest = new NewestCursor(9);
  newest.hear(5);
  expect(await newest.next(0)).toEqual({ kind: 'cursor', cursor: 5 });
});

it('keeps only the newest for one who is slow, in whatever order the news come', async () => {
  const newest = new NewestCursor(undefined);
  for (const cursor of [1, 3, 2]) newest.hear(cursor);
  expect(await newest.next(0)).toEqual({ kind: 'cursor', cursor: 3 });
  expect(await newest.next(0)).toEqual({ kind: 'quiet' });
});

it('wakes who waits, for news and for the end', async () => {
  const newest = new NewestCursor(0);
  const news = newest.next(60_000);
  newest.hear(1);
  expect(await news).toEqual({ kind: 'cursor', cursor: 1 });
  const last = newest.next(60_000);
  newest.end();
  expect(await last).toEqual({ kind: 'ended' });
  expect(await newest.next(60_000)).toEqual({ kind: 'ended' });
});
