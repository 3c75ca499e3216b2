import { expect, it, vi } from 'vitest';
import type { AccountId } from '../../src/protocol/index.ts';
import type { SpaceReads } from '../store/space-store.ts';
import { over } from '../testing/failing-store.ts';
import { openHandler } from '../testing/open-handler.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import { done, leaveAsked, makeSpace, sendAsked } from '../testing/space-requests.ts';
import { CAROL, HOME } from '../testing/space-samples.ts';
import { FollowedSpaces } from './followed-spaces.ts';

/** Alice's space, with Bob and Carol in it, whose reads a test can hold up. */
async function openFollowed() {
  const { handler, store } = await openHandler();
  await makeSpace(handler, [BOB, CAROL]);
  let waiting: Promise<unknown> = Promise.resolve();
  const cursorsFor = vi.fn<SpaceReads['cursorsFor']>(async (space, among) => {
    const cursors = await store.spaces.cursorsFor(space, among);
    await waiting;
    return cursors;
  });
  const followed = new FollowedSpaces(over(store, { spaces: over(store.spaces, { cursorsFor }) }));
  const follow = (account: AccountId) => {
    const [hear, miss] = [vi.fn(), vi.fn()];
    return { hear, miss, leave: followed.follow(HOME, { account, hear, miss }) };
  };
  /** Holds up what is read from now on, until what it gives is called. */
  const hold = (): (() => void) => {
    let go: () => void = () => undefined;
    waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    return () => go();
  };
  const send = (name: string) => done(handler, ALICE, sendAsked(name));
  return { handler, cursorsFor, follow, hold, send };
}

it('tells all who are members where the space stands, and the others that they are none', async () => {
  const { handler, follow, send, cursorsFor } = await openFollowed();
  const [bobs, bobsToo, carols] = [follow(BOB), follow(BOB), follow(CAROL)];
  await done(handler, ALICE, leaveAsked(BOB));
  await expect.poll(() => carols.hear.mock.calls).toEqual([[4]]);
  await send('a');
  await expect.poll(() => carols.hear.mock.calls).toEqual([[4], [5]]);
  for (const { hear } of [bobs, bobsToo]) expect(hear.mock.calls).toEqual([[undefined], [undefined]]);
  expect(cursorsFor.mock.calls).toEqual(new Array(2).fill([HOME, [BOB, CAROL]]));
});

it('reads once more for all that has changed while it read', async () => {
  const { follow, hold, send, cursorsFor } = await openFollowed();
  const { hear } = follow(BOB);
  const go = hold();
  for (const name of ['a', 'b', 'c']) await send(name);
  go();
  await expect.poll(() => hear.mock.calls).toEqual([[4], [6]]);
  expect(cursorsFor).toHaveBeenCalledTimes(2);
});

it('tells nothing to one who has left meanwhile, nor to one who came after it was asked', async () => {
  const { follow, hold, send, cursorsFor } = await openFollowed();
  const [bobs, carols] = [follow(BOB), follow(CAROL)];
  const go = hold();
  await send('a');
  await expect.poll(() => cursorsFor.mock.calls.length).toBe(1);
  bobs.leave();
  const late = follow(ALICE);
  go();
  await expect.poll(() => carols.hear.mock.calls).toEqual([[4]]);
  expect([bobs.hear.mock.calls, late.hear.mock.calls]).toEqual([[], []]);
  await send('b');
  await expect.poll(() => late.hear.mock.calls).toEqual([[5]]);
});

it('says that it may have missed something when the store fails, and goes on with what comes then', async () => {
  const { follow, send, cursorsFor } = await openFollowed();
  const { hear, miss } = follow(BOB);
  const error = new RangeError('gone');
  cursorsFor.mockRejectedValueOnce(error);
  await send('a');
  await expect.poll(() => miss.mock.calls).toEqual([[error]]);
  await send('b');
  await expect.poll(() => hear.mock.calls).toEqual([[5]]);
});

it('reads nothing for nobody, and again for one who comes back', async () => {
  const { follow, send, cursorsFor } = await openFollowed();
  const first = follow(BOB);
  for (const _ of [1, 2]) first.leave();
  await send('a');
  const { hear } = follow(BOB);
  first.leave();
  await send('b');
  await expect.poll(() => hear.mock.calls).toEqual([[5]]);
  expect([first.hear.mock.calls, cursorsFor.mock.calls.length]).toEqual([[], 1]);
});
