import { describe, expect, it, onTestFinished } from 'vitest';
import { attemptContract } from '../testing/attempt-contract.ts';
import { chunksContract } from '../testing/chunks-contract.ts';
import { devicesContract } from '../testing/devices-contract.ts';
import { epochsContract } from '../testing/epochs-contract.ts';
import { followingContract } from '../testing/following-contract.ts';
import { historyContract } from '../testing/history-contract.ts';
import { invitesContract } from '../testing/invites-contract.ts';
import { messagesContract } from '../testing/messages-contract.ts';
import { partsContract } from '../testing/parts-contract.ts';
import { pruningContract } from '../testing/pruning-contract.ts';
import { ALICE, BOB, tombstone, valueEntry } from '../testing/samples.ts';
import { sharingContract } from '../testing/sharing-contract.ts';
import { spacesContract } from '../testing/spaces-contract.ts';
import { usageContract } from '../testing/usage-contract.ts';
import { watchContract } from '../testing/watch-contract.ts';
import type { IdempotencyRecord, PageBounds, Store } from './store.ts';

const WHOLE: PageBounds = { since: 0, entries: 1000, bytes: 1_000_000 };

const RECORD: IdempotencyRecord = {
  key: 'key-00001',
  fingerprint: 'f00d',
  answer: { status: 200, contentType: 'application/cbor', body: Uint8Array.of(0, 255, 10) },
  createdAt: 1_790_000_000_000,
};

/** Each makes a place for one test and gives the function that opens a store over it, more than once if asked. */
export interface StorePlaces {
  /** Where there is nothing yet. */
  empty(): Promise<() => Promise<Store>>;
  /** Where the tables of a store are, with nothing in them: it opens in much less time. */
  migrated(): Promise<() => Promise<Store>>;
}

/** What every store keeps, as tests. */
export function storeContract(name: string, places: StorePlaces): void {
  async function openStore(): Promise<Store> {
    const store = await (await places.migrated())();
    onTestFinished(() => store.close());
    return store;
  }

  describe(`${name}: entries`, () => {
    it('gives back what was put, byte for byte', async () => {
      const store = await openStore();
      const entries = [valueEntry('a', 1, 0, 255, 128), valueEntry('empty', 2), tombstone('gone', 3, 7, 0)];
      await store.transact(ALICE, (transaction) => transaction.putEntries(entries));
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries, cursor: 3, more: false });
      const found = await store.transact(ALICE, (transaction) => transaction.findEntries(['gone', 'a', 'unknown']));
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([entries[0], entries[2]]));
    });

    it('tells heads without values', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) =>
        transaction.putEntries([valueEntry('a', 1, 1, 2, 3), tombstone('b', 2, 1)]),
      );
      const heads = await store.transact(ALICE, (transaction) => transaction.findHeads(['a', 'b', 'unknown']));
      expect(new Map(heads.map(({ id, bytes }) => [id, bytes]))).toEqual(
        new Map([
          ['a', 3],
          ['b', 1],
        ]),
      );
    });

    it('puts an entry in the place of the one with its id, behind all others', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) =>
        transaction.putEntries([valueEntry('a', 1, 1), valueEntry('b', 1, 2)]),
      );
      await store.transact(ALICE, (transaction) => transaction.putEntries([tombstone('a', 2, 3)]));
      const page = await store.changes(ALICE, WHOLE);
      expect(page).toEqual({ entries: [valueEntry('b', 1, 2), tombstone('a', 2, 3)], cursor: 3, more: false });
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 3, 4)]));
      expect(await store.changes(ALICE, { ...WHOLE, since: 3 })).toEqual({
        entries: [valueEntry('a', 3, 4)],
        cursor: 4,
        more: false,
      });
    });

    it('keeps accounts apart, each with a cursor of its own', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
      await store.transact(BOB, (transaction) => transaction.putEntries([valueEntry('a', 9, 9)]));
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [valueEntry('a', 1, 1)], cursor: 1, more: false });
      expect(await store.changes(BOB, WHOLE)).toEqual({ entries: [valueEntry('a', 9, 9)], cursor: 1, more: false });
    });

    it('takes as many entries as a batch can hold', async () => {
      const store = await openStore();
      const entries = Array.from({ length: 1000 }, (_, index) => valueEntry(`entry-${index}`, index, index % 256));
      await store.transact(ALICE, (transaction) => transaction.putEntries(entries));
      const ids = entries.map(({ id }) => id);
      expect(await store.transact(ALICE, (transaction) => transaction.findEntries(ids))).toHaveLength(1000);
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries, cursor: 1000, more: false });
    });

    it('asks nothing of the database for nothing', async () => {
      const store = await openStore();
      const nothing = await store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([]);
        return [await transaction.findEntries([]), await transaction.findHeads([]), transaction.cursor];
      });
      expect(nothing).toEqual([[], [], 0]);
    });
  });

  describe(`${name}: pages`, () => {
    async function withFive(): Promise<Store> {
      const store = await openStore();
      const entries = ['a', 'b', 'c', 'd', 'e'].map((id) => valueEntry(id, 1, 1, 2, 3, 4));
      await store.transact(ALICE, (transaction) => transaction.putEntries(entries));
      return store;
    }

    async function pagesOf(store: Store, bounds: Omit<PageBounds, 'since'>): Promise<string[]> {
      const pages: string[] = [];
      for (let since = 0, more = true; more; ) {
        const page = await store.changes(ALICE, { ...bounds, since });
        pages.push(page.entries.map(({ id }) => id).join(''));
        ({ cursor: since, more } = page);
      }
      return pages;
    }

    it('bounds a page by its entries', async () => {
      expect(await pagesOf(await withFive(), { entries: 2, bytes: 1000 })).toEqual(['ab', 'cd', 'e']);
    });

    it('says that there is no more when the last page is exactly full', async () => {
      expect(await pagesOf(await withFive(), { entries: 5, bytes: 1000 })).toEqual(['abcde']);
    });

    it('bounds a page by its bytes, but gives one entry at least', async () => {
      const store = await withFive();
      expect(await pagesOf(store, { entries: 5, bytes: 8 })).toEqual(['ab', 'cd', 'e']);
      expect(await pagesOf(store, { entries: 5, bytes: 1 })).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('answers an unknown account and the newest cursor with an empty page', async () => {
      const store = await withFive();
      expect(await store.changes(BOB, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
      expect(await store.changes(ALICE, { ...WHOLE, since: 5 })).toEqual({ entries: [], cursor: 5, more: false });
    });

    it('corrects a cursor from a future that the store has lost', async () => {
      const store = await withFive();
      expect(await store.changes(ALICE, { ...WHOLE, since: 99 })).toEqual({ entries: [], cursor: 5, more: false });
    });
  });

  describe(`${name}: transactions`, () => {
    it('keeps a record with its answer, for its account and key only', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) => transaction.keepRecord(RECORD));
      const find = (key: string) => (transaction: { findRecord: (key: string) => Promise<unknown> }) =>
        transaction.findRecord(key);
      expect(await store.transact(ALICE, find(RECORD.key))).toEqual(RECORD);
      expect(await store.transact(ALICE, find('key-other'))).toBeUndefined();
      expect(await store.transact(BOB, find(RECORD.key))).toBeUndefined();
    });

    it('removes the records of an account that are older than a time', async () => {
      const store = await openStore();
      const [old, young] = [
        { ...RECORD, createdAt: 9 },
        { ...RECORD, key: 'key-00002', createdAt: 10 },
      ];
      await store.transact(BOB, (transaction) => transaction.keepRecord(old));
      const left = await store.transact(ALICE, async (transaction) => {
        for (const record of [old, young]) await transaction.keepRecord(record);
        await transaction.removeRecordsBefore(10);
        return [await transaction.findRecord(old.key), await transaction.findRecord(young.key)];
      });
      expect(left).toEqual([undefined, young]);
      expect(await store.transact(BOB, (transaction) => transaction.findRecord(old.key))).toEqual(old);
    });

    it('leaves nothing of a transaction that fails in the middle', async () => {
      const store = await openStore();
      const failing = store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 1)]);
        await transaction.keepRecord(RECORD);
        throw new RangeError('in the middle');
      });
      await expect(failing).rejects.toThrow(new RangeError('in the middle'));
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
      const after = await store.transact(ALICE, async (transaction) => [
        transaction.cursor,
        await transaction.findRecord(RECORD.key),
      ]);
      expect(after).toEqual([0, undefined]);
    });

    it('leaves nothing of a transaction whose second record is refused by the database', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) => transaction.keepRecord(RECORD));
      const failing = store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 1)]);
        await transaction.keepRecord(RECORD);
      });
      await expect(failing).rejects.toThrow();
      expect((await store.changes(ALICE, WHOLE)).entries).toEqual([]);
    });

    it('runs the transactions of one account one after the other', async () => {
      const store = await openStore();
      const seen = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          store.transact(ALICE, async (transaction) => {
            const before = transaction.cursor;
            await transaction.putEntries([valueEntry(`entry-${index}`, 1, index)]);
            return [before, transaction.cursor];
          }),
        ),
      );
      expect(seen.sort()).toEqual(Array.from({ length: 8 }, (_, index) => [index, index + 1]));
    });

    it('gives back what it held when it is opened again', async () => {
      const open = await places.empty();
      const first = await open();
      await first.transact(ALICE, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 7), tombstone('b', 2)]);
        await transaction.keepRecord(RECORD);
      });
      await first.close();
      const second = await open();
      onTestFinished(() => second.close());
      expect((await second.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('a', 1, 7), tombstone('b', 2)]);
      expect(await second.transact(ALICE, (transaction) => transaction.findRecord(RECORD.key))).toEqual(RECORD);
      expect(await second.transact(ALICE, async (transaction) => transaction.cursor)).toBe(2);
    });

    it('is checked while it is open, and unavailable once it is closed', async () => {
      const store = await openStore();
      await expect(store.check()).resolves.toBeUndefined();
      await store.close();
      const unavailable = expect.objectContaining({ code: 'storage-unavailable' });
      await expect(store.check()).rejects.toEqual(unavailable);
      await expect(store.changes(ALICE, WHOLE)).rejects.toEqual(unavailable);
      await expect(store.transact(ALICE, async () => 1)).rejects.toEqual(unavailable);
      await expect(store.close()).resolves.toBeUndefined();
    });
  });

  attemptContract(name, openStore);
  partsContract(name, openStore);
  chunksContract(name, openStore);
  devicesContract(name, openStore);
  historyContract(name, openStore);
  epochsContract(name, openStore);
  pruningContract(name, openStore);
  followingContract(name, openStore);
  watchContract(name, openStore);
  spacesContract(name, openStore);
  invitesContract(name, openStore);
  messagesContract(name, openStore);
  usageContract(name, openStore);
  sharingContract(name, places.empty);
}
