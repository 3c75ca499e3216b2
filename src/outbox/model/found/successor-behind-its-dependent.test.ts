import { expect, test } from 'vitest';
import { objectionsTo, replayed, stored, wished } from './play.ts';

test('a lane goes on when its first task waits for an edit that lies behind it', async () => {
  const objections = await objectionsTo(
    stored(),
    stored({ lane: 0, dependsOn: [1] }),
    replayed('malformed'),
    stored({ lane: 0, edits: 0 }),
    wished('retry'),
  );
  expect(objections).toEqual([]);
});
