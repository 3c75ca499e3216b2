import { describe, expect, it } from 'vitest';
import type { AccountId, SpaceId } from '../../src/protocol/index.ts';
import type { SpaceTransaction } from '../store/space-store.ts';
import type { Store } from '../store/store.ts';
import { membershipsTopic, spaceTopic } from '../store/topics.ts';
import { ALICE, BOB, valueEntry } from './samples.ts';
import { CAROL, GENERAL, HOME, inviteIdOf, messageNamed, SECRET, WORK } from './space-samples.ts';

type Work<Result> = (space: SpaceTransaction) => Promise<Result>;

/** Does something in a space that there is, as an account. */
export function inSpace<Result>(store: Store, account: AccountId, work: Work<Result>, id: SpaceId = HOME) {
  return store.transact(account, async (transaction) => {
    const space = await transaction.enterSpace(id);
    if (space === undefined) throw new Error(`There is no ${id}.`);
    return await work(space);
  });
}

export function found(store: Store, account: AccountId = ALICE, id: SpaceId = HOME): Promise<boolean | undefined> {
  return store.transact(account, async (transaction) => {
    const space = await transaction.foundSpace(id);
    const isNew = space?.isNew;
    if (isNew) await space?.members.add({ account, role: 'owner', joinedAt: 1 });
    return isNew;
  });
}

export function join(store: Store, account: AccountId, joinedAt = 2, id: SpaceId = HOME): Promise<void> {
  return inSpace(store, account, ({ members }) => members.add({ account, role: 'member', joinedAt }), id);
}

/** The part of the store's contract that is about spaces and who is in them. */
export function spacesContract(name: string, openStore: () => Promise<Store>): void {
  async function withBoth(): Promise<Store> {
    const store = await openStore();
    await found(store);
    await join(store, BOB);
    return store;
  }

  const owner = { account: ALICE, role: 'owner', joinedAt: 1 };
  const member = { account: BOB, role: 'member', joinedAt: 2 };

  describe(`${name}: spaces`, () => {
    it('are made once, by one of those who try at the same time', async () => {
      const store = await openStore();
      const made = await Promise.all([ALICE, BOB, CAROL].map((account) => found(store, account)));
      expect(made.sort()).toEqual([false, false, true]);
      expect(await store.spaces.listMembers(HOME)).toHaveLength(1);
    });

    it('that there are not, or whose making failed, cannot be entered', async () => {
      const store = await openStore();
      const failing = store.transact(ALICE, async (transaction) => {
        await (await transaction.foundSpace(HOME))?.members.add({ account: ALICE, role: 'owner', joinedAt: 1 });
        throw new RangeError('at the end');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await store.transact(ALICE, (transaction) => transaction.enterSpace(HOME))).toBeUndefined();
      expect(await store.spaces.listMembers(HOME)).toEqual([]);
    });

    it('have members, whoever has been there longest first, and each account the spaces that it is in', async () => {
      const store = await withBoth();
      await found(store, BOB, WORK);
      expect(await store.spaces.listMembers(HOME)).toEqual([owner, member]);
      expect(await store.spaces.listOf(BOB)).toEqual([
        { space: WORK, role: 'owner', joinedAt: 1, cursor: 1 },
        { space: HOME, role: 'member', joinedAt: 2, cursor: 2 },
      ]);
      expect((await store.spaces.listOf(BOB, [HOME])).map(({ space }) => space)).toEqual([HOME]);
      expect([await store.spaces.listOf(BOB, []), await store.spaces.listOf(CAROL)]).toEqual([[], []]);
    });

    it('tell where they stand for those of some accounts that are members', async () => {
      const store = await withBoth();
      await found(store, CAROL, WORK);
      const among = [BOB, CAROL, ALICE];
      expect([...(await store.spaces.cursorsFor(HOME, among))].sort()).toEqual([
        [ALICE, 2],
        [BOB, 2],
      ]);
      await inSpace(store, ALICE, ({ members }) => members.remove(BOB));
      expect([...(await store.spaces.cursorsFor(HOME, among))]).toEqual([[ALICE, 3]]);
      expect([...(await store.spaces.cursorsFor(HOME, []))]).toEqual([]);
    });

    it('number their changes, each of them once', async () => {
      const store = await withBoth();
      const cursors = await inSpace(store, BOB, async (space) => {
        const before = space.cursor;
        await space.members.makeOwner(BOB);
        await space.members.remove(ALICE);
        return [before, space.cursor, await space.members.list(), await space.members.find(ALICE)];
      });
      expect(cursors).toEqual([2, 4, [{ ...member, role: 'owner' }], undefined]);
      expect(await store.spaces.listOf(ALICE)).toEqual([]);
      expect(await store.spaces.listOf(BOB)).toMatchObject([{ cursor: 4 }]);
    });

    it('have one who was gone and came back at the end', async () => {
      const store = await withBoth();
      await inSpace(store, ALICE, ({ members }) => members.remove(ALICE));
      await join(store, ALICE, 9);
      expect(await store.spaces.listMembers(HOME)).toEqual([member, { account: ALICE, role: 'member', joinedAt: 9 }]);
    });

    it('run one transaction at a time, whoever’s it is', async () => {
      const store = await withBoth();
      const seen = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          inSpace(store, index % 2 === 0 ? ALICE : BOB, async (space) => {
            const before = space.cursor;
            await space.members.makeOwner(BOB);
            return [before, space.cursor];
          }),
        ),
      );
      const inOrder = seen.sort(([before = 0], [other = 0]) => before - other);
      expect(inOrder).toEqual(Array.from({ length: 8 }, (_, index) => [index + 2, index + 3]));
    });

    it('are one to a transaction', async () => {
      const store = await withBoth();
      await found(store, ALICE, WORK);
      const both = store.transact(ALICE, async (transaction) => {
        const again = [await transaction.enterSpace(HOME), await transaction.enterSpace(HOME)];
        expect(again[0]).toBe(again[1]);
        await transaction.enterSpace(WORK);
      });
      await expect(both).rejects.toThrow(/at most/);
    });

    it('are entered again after an attempt that was undone, as they were', async () => {
      const store = await withBoth();
      await found(store, ALICE, WORK);
      const cursors = await store.transact(ALICE, async (transaction) => {
        const failing = transaction.attempt(async () => {
          await (await transaction.enterSpace(HOME))?.members.makeOwner(BOB);
          throw new RangeError('undone');
        });
        await expect(failing).rejects.toThrow(RangeError);
        const work = await transaction.enterSpace(WORK);
        return [work?.cursor, (await work?.members.list())?.length];
      });
      expect(cursors).toEqual([1, 1]);
      expect(await store.spaces.listMembers(HOME)).toEqual([owner, member]);
    });

    it('that are gone stay so, with nothing in them, and their ids are taken', async () => {
      const store = await withBoth();
      await inSpace(store, ALICE, async (space) => {
        await space.invites.put({ invite: inviteIdOf(SECRET) });
        await space.invites.use(inviteIdOf(SECRET), BOB);
        const place = { channel: GENERAL, message: messageNamed(1) };
        await space.messages.put({ ...place, sentAt: 1, body: Uint8Array.of(1) });
        for (const account of [ALICE, BOB]) await space.members.remove(account);
        await space.remove();
      });
      expect(await store.transact(ALICE, (transaction) => transaction.enterSpace(HOME))).toBeUndefined();
      expect(await found(store)).toBeUndefined();
      const bounds = { since: 0, until: 99, entries: 10, bytes: 100 };
      expect((await store.spaces.changesIn({ space: HOME, channel: GENERAL }, bounds)).messages).toEqual([]);
    });
  });

  describe(`${name}: watching spaces`, () => {
    it('tells a space’s cursor to whoever watches it, after the commit, and nothing of one that failed', async () => {
      const store = await withBoth();
      const heard: number[] = [];
      store.watch(spaceTopic(HOME), (cursor) => heard.push(cursor));
      const failing = inSpace(store, ALICE, async ({ members }) => {
        await members.makeOwner(BOB);
        throw new RangeError('at the end');
      });
      await expect(failing).rejects.toThrow(RangeError);
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
      await inSpace(store, ALICE, ({ members }) => members.makeOwner(BOB));
      await expect.poll(() => heard).toEqual([3]);
    });

    it('tells every account whose membership changed, by a number that only grows', async () => {
      const store = await withBoth();
      const heard: number[] = [];
      store.watch(membershipsTopic(BOB), (number) => heard.push(number));
      await inSpace(store, ALICE, ({ members }) => members.remove(BOB));
      await expect.poll(() => heard).toHaveLength(1);
      await found(store, BOB, WORK);
      await expect.poll(() => heard).toHaveLength(2);
      await join(store, BOB);
      await expect.poll(() => heard).toHaveLength(3);
      await inSpace(store, ALICE, ({ members }) => members.makeOwner(ALICE));
      await inSpace(store, BOB, ({ members }) => members.makeOwner(BOB), WORK);
      await expect.poll(() => heard).toHaveLength(4);
      expect(heard).toEqual([...heard].sort((one, other) => one - other));
      expect(new Set(heard).size).toBe(4);
    });
  });
}
