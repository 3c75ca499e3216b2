import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { entriesTopic } from '../store/topics.ts';
import { ALICE, BOB, valueEntry } from './samples.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };

/** The part of the store's contract that is about hearing of changes. News may take a while to arrive. */
export function watchContract(name: string, openStore: () => Promise<Store>): void {
  const put = (store: Store, id: string, account: AccountId = ALICE) =>
    store.transact(account, (transaction) => transaction.putEntries([valueEntry(id, 1, 1)]));

  describe(`${name}: watching`, () => {
    it('tells the cursor of the newest change, 0 before the first', async () => {
      const store = await openStore();
      expect(await store.cursorOf(ALICE)).toBe(0);
      await put(store, 'a');
      expect([await store.cursorOf(ALICE), await store.cursorOf(BOB)]).toEqual([1, 0]);
    });

    it('tells everybody who watches an account its cursor, once the change can be read', async () => {
      const store = await openStore();
      const heard: number[] = [];
      const read: Promise<number>[] = [];
      store.watch(entriesTopic(ALICE), (cursor) => heard.push(cursor));
      store.watch(entriesTopic(ALICE), () =>
        read.push(store.changes(ALICE, WHOLE).then(({ entries }) => entries.length)),
      );
      await put(store, 'a');
      await expect.poll(() => heard).toEqual([1]);
      await expect.poll(() => Promise.all(read)).toEqual([1]);
    });

    it('tells nothing of another account, of a commit without a change, and of a transaction that failed', async () => {
      const store = await openStore();
      const heard: number[] = [];
      store.watch(entriesTopic(ALICE), (cursor) => heard.push(cursor));
      await put(store, 'a', BOB);
      await store.transact(ALICE, (transaction) => transaction.findHeads(['a']));
      const failing = store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 1), valueEntry('b', 1, 1)]);
        throw new RangeError('at the end');
      });
      await expect(failing).rejects.toThrow(new RangeError('at the end'));
      await put(store, 'last');
      await expect.poll(() => heard).toEqual([1]);
    });

    it('ends for the one who leaves, and for nobody else', async () => {
      const store = await openStore();
      const [left, stayed]: [number[], number[]] = [[], []];
      const leave = store.watch(entriesTopic(ALICE), (cursor) => left.push(cursor));
      store.watch(entriesTopic(ALICE), (cursor) => stayed.push(cursor));
      leave();
      leave();
      await put(store, 'a');
      await expect.poll(() => stayed).toEqual([1]);
      expect(left).toEqual([]);
    });
  });
}
