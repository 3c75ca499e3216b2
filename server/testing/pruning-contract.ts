import { describe, expect, it } from 'vitest';
import type { Store, TombstoneBounds } from '../store/store.ts';
import { usageOf, usageOfTombstone } from '../store/usage.ts';
import { ALICE, BOB, clockAt, tombstone, valueEntry } from './samples.ts';

const WHOLE = { since: 0, entries: 10, bytes: 1_000 };
const ALL: TombstoneBounds = { until: 10, before: 1_000, most: 10 };

/** The part of the store's contract that is about removing tombstones. */
export function pruningContract(name: string, openStore: () => Promise<Store>): void {
  async function withTombstones(): Promise<Store> {
    const store = await openStore();
    for (const account of [ALICE, BOB]) {
      await store.transact(account, (transaction) =>
        transaction.putEntries([
          tombstone('new', 1_000),
          valueEntry('value', 1, 7),
          tombstone('old', 999, 1),
          tombstone('older', 5),
          tombstone('late', 4),
        ]),
      );
    }
    return store;
  }

  const left = async (store: Store) => (await store.changes(ALICE, WHOLE)).entries.map(({ id }) => id);

  describe(`${name}: pruning`, () => {
    it('removes old tombstones of changes up to a cursor, and says which they were', async () => {
      const store = await withTombstones();
      const { generation } = (await store.history(ALICE)) ?? {};
      const removed = await store.transact(ALICE, (transaction) => transaction.removeTombstones({ ...ALL, until: 4 }));
      expect(removed).toBe(2);
      expect(await left(store)).toEqual(['new', 'value', 'late']);
      const history = { generation, epoch: 1, prunedCursor: 4, prunedClock: clockAt(999) };
      expect(await store.history(ALICE)).toEqual(history);
      expect(await store.cursorOf(ALICE)).toBe(5);
      expect((await store.changes(BOB, WHOLE)).entries).toHaveLength(5);
      expect(await store.transact(ALICE, (transaction) => transaction.removeTombstones(ALL))).toBe(1);
      expect(await store.history(ALICE)).toEqual({ ...history, prunedCursor: 5 });
      expect(await store.transact(ALICE, (transaction) => transaction.removeTombstones(ALL))).toBe(0);
      expect(await store.history(ALICE)).toEqual({ ...history, prunedCursor: 5 });
    });

    it('removes only so many at once, those of the oldest changes', async () => {
      const store = await withTombstones();
      const counts = await store.transact(ALICE, async (transaction) => [
        await transaction.removeTombstones({ ...ALL, most: 2 }),
        transaction.history.prunedCursor,
        await transaction.removeTombstones({ ...ALL, most: 2 }),
        transaction.history.prunedCursor,
      ]);
      expect(counts).toEqual([2, 4, 1, 5]);
    });

    it('makes room, and gives it back with what is undone', async () => {
      const store = await withTombstones();
      const usage = await store.transact(ALICE, async (transaction) => {
        const undone = transaction.attempt(async () => {
          await transaction.removeTombstones(ALL);
          transaction.notePruned(7);
          throw new RangeError('undone');
        });
        await expect(undone).rejects.toThrow(RangeError);
        expect([transaction.prunedAt, transaction.history.prunedCursor]).toEqual([0, 0]);
        const before = transaction.usage;
        await transaction.removeTombstones(ALL);
        transaction.notePruned(8);
        return [before.bytes - transaction.usage.bytes, transaction.usage];
      });
      const freed = usageOfTombstone(1).bytes + 2 * usageOfTombstone(0).bytes;
      expect(usage).toEqual([freed, { bytes: usageOfTombstone(0).bytes + usageOf(1).bytes, entries: 1 }]);
      expect(await store.transact(ALICE, async ({ prunedAt }) => prunedAt)).toBe(8);
    });

    it('counts right what is put in the place of what was found before it was removed', async () => {
      const store = await withTombstones();
      const usage = await store.transact(ALICE, async (transaction) => {
        await transaction.findHeads(['old']);
        await transaction.removeTombstones(ALL);
        await transaction.putEntries([valueEntry('old', 2_000, 1, 2)]);
        return transaction.usage;
      });
      expect(usage).toEqual({ bytes: usageOfTombstone(0).bytes + usageOf(1).bytes + usageOf(2).bytes, entries: 2 });
    });

    it('is forgotten with everything else', async () => {
      const store = await withTombstones();
      await store.transact(ALICE, (transaction) => transaction.removeTombstones(ALL));
      await store.transact(ALICE, (transaction) => transaction.removeAll());
      expect(await store.history(ALICE)).toMatchObject({ prunedCursor: 0, prunedClock: null });
    });
  });
}
