import { describe, expect, it } from 'vitest';
import type { AccountTransaction, IdempotencyRecord, PageBounds, Store } from '../store/store.ts';
import { ALICE, tombstone, valueEntry } from './samples.ts';

const WHOLE: PageBounds = { since: 0, entries: 1000, bytes: 1_000_000 };
const [A, B, C] = [valueEntry('a', 1, 1), valueEntry('b', 1, 2), valueEntry('c', 1, 3)];

function record(key: string): IdempotencyRecord {
  const answer = { status: 200, contentType: 'application/cbor', body: Uint8Array.of(1) };
  return { key, fingerprint: 'f00d', answer, createdAt: 1 };
}

/** Fails after both kinds of writing, and gives back the error that came through. */
async function failingAttempt(transaction: AccountTransaction): Promise<unknown> {
  const failing = transaction.attempt(async () => {
    await transaction.putEntries([B, tombstone('a', 9)]);
    await transaction.keepRecord(record('key-failed'));
    throw new RangeError('in the middle');
  });
  return await failing.catch((error) => error);
}

/** The part of the store's contract that is about attempts within a transaction. */
export function attemptContract(name: string, openStore: () => Promise<Store>): void {
  describe(`${name}: attempts`, () => {
    it('keeps what an attempt did, and gives its result back', async () => {
      const store = await openStore();
      const result = await store.transact(ALICE, (transaction) =>
        transaction.attempt(async () => {
          await transaction.putEntries([A]);
          return transaction.cursor;
        }),
      );
      expect(result).toBe(1);
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [A], cursor: 1, more: false });
    });

    it('leaves nothing of one that fails, and goes on with the cursor from before it', async () => {
      const store = await openStore();
      const seen = await store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([A]);
        const error = await failingAttempt(transaction);
        const between = [transaction.cursor, await transaction.findEntries(['a', 'b'])];
        await transaction.attempt(() => transaction.putEntries([C]));
        return [error, ...between, await transaction.findRecord('key-failed')];
      });
      expect(seen).toEqual([new RangeError('in the middle'), 1, [A], undefined]);
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [A, C], cursor: 2, more: false });
      expect(await store.transact(ALICE, async (transaction) => transaction.cursor)).toBe(2);
    });

    it('goes on after a statement that the database refused', async () => {
      const store = await openStore();
      await store.transact(ALICE, async (transaction) => {
        await transaction.keepRecord(record('key-twice'));
        const twice = transaction.attempt(() => transaction.keepRecord(record('key-twice')));
        await expect(twice).rejects.toThrow();
        await transaction.attempt(() => transaction.putEntries([A]));
      });
      expect((await store.changes(ALICE, WHOLE)).entries).toEqual([A]);
      const found = await store.transact(ALICE, (transaction) => transaction.findRecord('key-twice'));
      expect(found).toEqual(record('key-twice'));
    });

    it('leaves nothing of an inner one that succeeded in an outer one that failed, and the reverse', async () => {
      const store = await openStore();
      await store.transact(ALICE, async (transaction) => {
        const outer = transaction.attempt(async () => {
          await transaction.attempt(() => transaction.putEntries([A]));
          throw new RangeError('outer');
        });
        await expect(outer).rejects.toThrow(new RangeError('outer'));
        await transaction.attempt(async () => {
          await failingAttempt(transaction);
          await transaction.putEntries([C]);
        });
      });
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [C], cursor: 1, more: false });
    });

    it('leaves nothing of those that succeeded when the transaction fails', async () => {
      const store = await openStore();
      const failing = store.transact(ALICE, async (transaction) => {
        await transaction.attempt(() => transaction.putEntries([A]));
        throw new RangeError('at the end');
      });
      await expect(failing).rejects.toThrow(new RangeError('at the end'));
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
    });

    it('takes as many as a batch has items', { timeout: 30_000 }, async () => {
      const store = await openStore();
      const entries = Array.from({ length: 1000 }, (_, index) => valueEntry(`entry-${index}`, 1, index % 256));
      await store.transact(ALICE, async (transaction) => {
        for (const entry of entries) {
          await transaction.attempt(() => transaction.putEntries([entry]));
          await failingAttempt(transaction);
        }
      });
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries, cursor: 1000, more: false });
    });
  });
}
