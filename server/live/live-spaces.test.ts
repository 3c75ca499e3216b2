import { describe, expect, it } from 'vitest';
import { livePath, type SpaceId } from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import { StorageUnavailableError, type Store } from '../store/store.ts';
import { spaceTopic } from '../store/topics.ts';
import { over } from '../testing/failing-store.ts';
import { ORIGIN, openHandler, save } from '../testing/open-handler.ts';
import { ALICE, BOB, valueEntry } from '../testing/samples.ts';
import {
  done,
  foundAsked,
  inviteAsked,
  joinAsked,
  leaveAsked,
  makeSpace,
  sendAsked,
  unsendAsked,
} from '../testing/space-requests.ts';
import { CAROL, DAVE, HOME, OTHER_SECRET, WORK } from '../testing/space-samples.ts';
import { StreamText } from '../testing/stream-text.ts';

const spaceEvent = (space: SpaceId, cursor: number) => `event: space\ndata: ${JSON.stringify({ space, cursor })}\n\n`;
const SPACES_EVENT = 'event: spaces\ndata: {}\n\n';

/** What an account has heard so far, without what is told of its own cursor, and the event of spaces that comes first. */
async function listen(handler: Handler, account = BOB) {
  const stream = new StreamText(await handler(new Request(`${ORIGIN}${livePath(account)}`)));
  await expect.poll(() => stream.text).toContain(SPACES_EVENT);
  return () => stream.text.replaceAll(/event: cursor\n.*\n.*\n\n/g, '').slice(SPACES_EVENT.length);
}

async function withHome(...members: (typeof BOB)[]) {
  const opened = await openHandler();
  await makeSpace(opened.handler, members.length === 0 ? [BOB] : members);
  return opened;
}

describe('[G39] a live stream', () => {
  it('tells where every space of the account stands, once, and then its changes', async () => {
    const { handler } = await withHome();
    await done(handler, BOB, foundAsked(WORK));
    const heard = await listen(handler);
    const atFirst = spaceEvent(HOME, 2) + spaceEvent(WORK, 1);
    await expect.poll(heard).toBe(atFirst);
    await done(handler, ALICE, sendAsked('a'));
    await expect.poll(heard).toBe(atFirst + spaceEvent(HOME, 3));
    await done(handler, ALICE, unsendAsked('a'));
    await expect.poll(heard).toBe(atFirst + spaceEvent(HOME, 3) + spaceEvent(HOME, 4));
  });

  it('does so too for one who comes back and has heard the account’s newest cursor', async () => {
    const { handler } = await withHome();
    await handler(save('key-00001', valueEntry('a', 1, 1)));
    const stream = new StreamText(
      await handler(new Request(`${ORIGIN}${livePath(ALICE)}`, { headers: { 'Last-Event-ID': '1' } })),
    );
    await expect.poll(() => stream.text).toBe(SPACES_EVENT + spaceEvent(HOME, 2));
  });

  it('begins with the news of spaces: some may have been lost while nobody listened', async () => {
    const { handler } = await withHome();
    const follow = async (headers: Record<string, string> = {}) =>
      new StreamText(await handler(new Request(`${ORIGIN}${livePath(BOB)}`, { headers })));
    const before = await follow();
    const cursorEvent = 'event: cursor\ndata: {"cursor":0}\nid: 0\n\n';
    await expect.poll(() => before.text).toBe(cursorEvent + SPACES_EVENT + spaceEvent(HOME, 2));
    await before.leave();
    await done(handler, ALICE, leaveAsked(BOB));
    const after = await follow({ 'Last-Event-ID': '0' });
    await expect.poll(() => after.text).toBe(SPACES_EVENT);
  });

  it('tells nothing of spaces to an account that is in none, nor of those of others', async () => {
    const { handler } = await withHome();
    const heard = await listen(handler, CAROL);
    await done(handler, ALICE, sendAsked('a'));
    await handler(save('key-00001', valueEntry('a', 1, 1)));
    await done(handler, CAROL, foundAsked(WORK));
    await expect.poll(heard).toBe(SPACES_EVENT + spaceEvent(WORK, 1));
  });

  it('hears of a space that the account joins, without coming again', async () => {
    const { handler } = await withHome(BOB);
    const heard = await listen(handler, CAROL);
    await done(handler, CAROL, joinAsked(CAROL));
    await expect.poll(heard).toBe(SPACES_EVENT + spaceEvent(HOME, 3));
    await done(handler, BOB, sendAsked('a'));
    await expect.poll(heard).toBe(SPACES_EVENT + spaceEvent(HOME, 3) + spaceEvent(HOME, 4));
  });

  it('hears nothing more of one that it was removed from, until it is back', async () => {
    const { handler } = await withHome();
    const heard = await listen(handler);
    await expect.poll(heard).toBe(spaceEvent(HOME, 2));
    await done(handler, ALICE, leaveAsked(BOB));
    await done(handler, ALICE, sendAsked('secret'));
    await expect.poll(heard).toBe(spaceEvent(HOME, 2) + SPACES_EVENT);
    await done(handler, ALICE, inviteAsked({}, OTHER_SECRET));
    await done(handler, BOB, joinAsked(BOB, OTHER_SECRET));
    await expect.poll(heard).toBe(spaceEvent(HOME, 2) + SPACES_EVENT + SPACES_EVENT + spaceEvent(HOME, 5));
  });

  it('hears that the account has become the owner', async () => {
    const { handler } = await withHome();
    const heard = await listen(handler);
    await expect.poll(heard).toBe(spaceEvent(HOME, 2));
    await done(handler, ALICE, leaveAsked(ALICE));
    await expect.poll(heard).toContain(SPACES_EVENT);
    await expect.poll(heard).toContain(spaceEvent(HOME, 4));
  });

  it('is not told of a message by news that come after the removal, but that it was removed', async () => {
    const { handler, store } = await withHome();
    // News of memberships get lost; those of messages do not.
    const deaf = over(store, {
      watch: (topic, listener) => (topic.startsWith('members:') ? () => undefined : store.watch(topic, listener)),
    });
    const { handler: telling } = await openHandler({ store: deaf });
    const heard = await listen(telling);
    await expect.poll(heard).toBe(spaceEvent(HOME, 2));
    await done(handler, ALICE, leaveAsked(BOB));
    await done(handler, ALICE, sendAsked('secret'));
    const stream = await listen(telling, ALICE);
    await expect.poll(stream).toBe(spaceEvent(HOME, 4));
    await expect.poll(heard).toBe(spaceEvent(HOME, 2) + SPACES_EVENT);
    await done(handler, ALICE, sendAsked('another'));
    await expect.poll(stream).toBe(spaceEvent(HOME, 4) + spaceEvent(HOME, 5));
    expect(heard()).toBe(spaceEvent(HOME, 2) + SPACES_EVENT);
  });
});

describe('what is kept for a stream', () => {
  /** Counts who watches which topics, and lets a test stand in for what the store answers. */
  async function openWatched(differences: (store: Store) => Partial<Store> = () => ({})) {
    const { handler: whole, store } = await withHome();
    const watched = new Map<string, number>();
    const count = (topic: string, more: number) => watched.set(topic, (watched.get(topic) ?? 0) + more);
    const counting = over(store, {
      ...differences(store),
      watch: (topic, listener) => {
        count(topic, 1);
        const leave = store.watch(topic, listener);
        return () => {
          count(topic, -1);
          leave();
        };
      },
    });
    const { handler } = await openHandler({ store: counting });
    return { whole, handler, watched };
  }

  it('is dropped space by space as they are left, and all of it when the reader leaves', async () => {
    const { whole, handler, watched } = await openWatched();
    await done(whole, BOB, foundAsked(WORK));
    const stream = new StreamText(await handler(new Request(`${ORIGIN}${livePath(BOB)}`)));
    await expect.poll(() => watched.get(spaceTopic(WORK))).toBe(1);
    await done(whole, BOB, leaveAsked(BOB, WORK));
    await expect.poll(() => watched.get(spaceTopic(WORK))).toBe(0);
    expect(watched.get(spaceTopic(HOME))).toBe(1);
    await stream.leave();
    await expect.poll(() => [...watched.values()].every((watchers) => watchers === 0)).toBe(true);
  });

  it('is nothing for a reader who leaves while it is looked for him', async () => {
    let isAsked = false;
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { handler, watched } = await openWatched((store) => ({
      spaces: over(store.spaces, {
        listOf: async (account, among) => {
          isAsked = true;
          await waiting;
          return await store.spaces.listOf(account, among);
        },
      }),
    }));
    const stream = new StreamText(await handler(new Request(`${ORIGIN}${livePath(BOB)}`)));
    await expect.poll(() => isAsked).toBe(true);
    await stream.leave();
    go();
    await expect.poll(() => [...watched.values()].every((watchers) => watchers === 0)).toBe(true);
    expect(watched.has(spaceTopic(HOME))).toBe(false);
  });

  it('is what changed between looking and listening, too', async () => {
    let whileReading: () => Promise<unknown> = async () => undefined;
    const { whole, handler } = await openWatched((store) => ({
      spaces: over(store.spaces, {
        listOf: async (account, among) => {
          const joined = await store.spaces.listOf(account, among);
          await whileReading();
          return joined;
        },
      }),
    }));
    whileReading = async () => {
      whileReading = async () => undefined;
      await done(whole, ALICE, sendAsked('a'));
    };
    const heard = await listen(handler);
    await expect.poll(heard).toBe(spaceEvent(HOME, 3));
  });

  it('is one change, however many there were while the store was slow', async () => {
    let go: () => void = () => undefined;
    let waiting: Promise<void> | undefined;
    const { whole, handler } = await openWatched((store) => ({
      spaces: over(store.spaces, {
        cursorsFor: async (space, among) => {
          await waiting;
          return await store.spaces.cursorsFor(space, among);
        },
      }),
    }));
    const heard = await listen(handler);
    await expect.poll(heard).toBe(spaceEvent(HOME, 2));
    waiting = new Promise((resolve) => {
      go = resolve;
    });
    for (const name of ['a', 'b', 'c']) await done(whole, ALICE, sendAsked(name));
    go();
    await expect.poll(heard).toBe(spaceEvent(HOME, 2) + spaceEvent(HOME, 5));
  });

  it('is read once for each change of a space, however many are told of it', async () => {
    let reads = 0;
    const counting =
      <Args extends unknown[], Result>(read: (...args: Args) => Result) =>
      (...args: Args) => {
        reads += 1;
        return read(...args);
      };
    const { whole, handler } = await openWatched((store) => ({
      cursorOf: counting(store.cursorOf.bind(store)),
      findDevice: counting(store.findDevice.bind(store)),
      spaces: over(store.spaces, {
        listOf: counting(store.spaces.listOf.bind(store.spaces)),
        listMembers: counting(store.spaces.listMembers.bind(store.spaces)),
        cursorsFor: counting(store.spaces.cursorsFor.bind(store.spaces)),
      }),
    }));
    for (const account of [CAROL, DAVE]) await done(whole, account, joinAsked(account));
    const accounts = [ALICE, BOB, CAROL, DAVE].flatMap((account) => new Array<typeof ALICE>(5).fill(account));
    const heard = await Promise.all(accounts.map((account) => listen(handler, account)));
    const allHeard = () => [...new Set(heard.map((one) => one()))];
    await expect.poll(allHeard).toEqual([spaceEvent(HOME, 4)]);
    reads = 0;
    await done(whole, ALICE, sendAsked('a'));
    await expect.poll(allHeard).toEqual([spaceEvent(HOME, 4) + spaceEvent(HOME, 5)]);
    expect(reads).toBe(1);
  });

  it('ends with a store that does not do its part, so that the reader comes again', async () => {
    let isBroken = false;
    const { whole, handler, watched } = await openWatched((store) => ({
      spaces: over(store.spaces, {
        cursorsFor: (space, among) =>
          isBroken ? Promise.reject(new StorageUnavailableError('gone')) : store.spaces.cursorsFor(space, among),
      }),
    }));
    const stream = new StreamText(await handler(new Request(`${ORIGIN}${livePath(BOB)}`)));
    await expect.poll(() => stream.text).toContain('event: space');
    isBroken = true;
    await done(whole, ALICE, sendAsked('a'));
    await expect.poll(() => stream.hasEnded).toBe(true);
    expect([...watched.values()].every((watchers) => watchers === 0)).toBe(true);
  });
});
