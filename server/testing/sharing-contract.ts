import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountTransaction, IdempotencyRecord, Store } from '../store/store.ts';
import { ALICE, valueEntry } from './samples.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };
const ANSWER = { status: 200, contentType: 'application/cbor', body: Uint8Array.of(1) };
const RECORD: IdempotencyRecord = { key: 'key-00001', fingerprint: 'f00d', answer: ANSWER, createdAt: 1 };

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The part of the store's contract that is about several stores over one place, as several processes have them. */
export function sharingContract(name: string, prepare: () => Promise<() => Promise<Store>>): void {
  async function openStores(count: number): Promise<readonly Store[]> {
    const open = await prepare();
    const stores = await Promise.all(upTo(count).map(open));
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
    return stores;
  }

  /** Puts one entry, with work of the database's before it and after it, and gives the cursors from before and after. */
  const put = (store: Store, id: string) =>
    store.transact(ALICE, async (transaction) => {
      const before = transaction.cursor;
      await transaction.findHeads([id]);
      await transaction.putEntries([valueEntry(id, 1, 1)]);
      await transaction.findHeads([id]);
      return [before, transaction.cursor];
    });

  describe(`${name}: several stores over one place`, () => {
    it('opens them at once where there is nothing yet, and each has what the others commit', async () => {
      const stores = await openStores(4);
      for (const [index, store] of stores.entries()) await put(store, `entry-${index}`);
      const cursors = await Promise.all(stores.map((store) => store.cursorOf(ALICE)));
      expect(cursors).toEqual([4, 4, 4, 4]);
    });

    it('runs the transactions of one account one after the other, whichever store they come through', async () => {
      const stores = await openStores(2);
      const seen = await Promise.all(
        stores.flatMap((store, which) => upTo(10).map((index) => put(store, `entry-${which}-${index}`))),
      );
      const inOrder = seen.sort(([before = 0], [other = 0]) => before - other);
      expect(inOrder).toEqual(upTo(20).map((cursor) => [cursor, cursor + 1]));
    });

    it('shows no change before those with lower cursors: who follows the cursor misses nothing', async () => {
      const [first, second] = await openStores(2);
      if (first === undefined || second === undefined) throw new Error('There are no stores.');
      const writing = Promise.all(upTo(30).map((index) => put(index % 2 === 0 ? first : second, `entry-${index}`)));
      const followed: string[] = [];
      for (let since = 0; since < 30; ) {
        const page = await first.changes(ALICE, { ...WHOLE, since });
        followed.push(...page.entries.map(({ id }) => id));
        since = page.cursor;
        await Promise.race([writing, setImmediate()]); // The others have to come to their turn.
      }
      await writing;
      expect(followed).toEqual((await second.changes(ALICE, WHOLE)).entries.map(({ id }) => id));
      expect(new Set(followed).size).toBe(30);
    });

    it('keeps one record of a key, though several stores look for it at once', async () => {
      const stores = await openStores(3);
      const once = async (transaction: AccountTransaction) => {
        if ((await transaction.findRecord(RECORD.key)) !== undefined) return 'again';
        await transaction.putEntries([valueEntry('a', 1, 1)]);
        await transaction.keepRecord(RECORD);
        return 'first';
      };
      const results = await Promise.all(stores.map((store) => store.transact(ALICE, once)));
      expect(results.sort()).toEqual(['again', 'again', 'first']);
      expect(await stores[0]?.cursorOf(ALICE)).toBe(1);
    });
  });
}
