import { describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { ALICE, BOB, valueEntry } from './samples.ts';

/** The part of the store's contract that is about which history an account's changes are. */
export function historyContract(name: string, openStore: () => Promise<Store>): void {
  describe(`${name}: histories`, () => {
    it('begin with what is written first, and stay what they are', async () => {
      const store = await openStore();
      expect(await store.history(ALICE)).toBeUndefined();
      const begun = await store.transact(ALICE, async ({ history }) => history);
      expect(begun).toEqual({
        generation: expect.stringMatching(/^[\w-]{22}$/),
        epoch: 1,
        prunedCursor: 0,
        prunedClock: null,
      });
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1)]));
      expect(await store.history(ALICE)).toEqual(begun);
      await store.transact(BOB, async () => undefined);
      expect((await store.history(BOB))?.generation).not.toBe(begun.generation);
    });

    it('are others once everything is removed, unless that is undone', async () => {
      const store = await openStore();
      const before = await store.transact(ALICE, async ({ history }) => history);
      await store.transact(ALICE, async (transaction) => {
        const undone = transaction.attempt(async () => {
          await transaction.removeAll();
          expect(transaction.history.generation).not.toBe(before.generation);
          throw new RangeError('undone');
        });
        await expect(undone).rejects.toThrow(RangeError);
      });
      expect(await store.history(ALICE)).toEqual(before);
      const removed = await store.transact(ALICE, async (transaction) => {
        await transaction.removeAll();
        return transaction.history;
      });
      expect(removed.generation).not.toBe(before.generation);
      expect(await store.history(ALICE)).toEqual(removed);
    });

    it('an entry is found by its id alone', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 7), valueEntry('b', 1)]));
      expect(await store.findEntry(ALICE, 'a')).toEqual(valueEntry('a', 1, 7));
      expect(await store.findEntry(ALICE, 'c')).toBeUndefined();
      expect(await store.findEntry(BOB, 'a')).toBeUndefined();
    });
  });
}
