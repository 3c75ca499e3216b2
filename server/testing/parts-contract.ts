import { describe, expect, it } from 'vitest';
import type { PartId } from '../../src/protocol/index.ts';
import type { NewPart, Store } from '../store/store.ts';
import { partIdOf } from './part-requests.ts';
import { ALICE, BOB, tombstone, valueEntry } from './samples.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };

function part(createdAt: number, ...bytes: number[]): NewPart {
  const content = Uint8Array.from(bytes);
  return { id: partIdOf(content), bytes: content, createdAt };
}

const [A, B, EMPTY] = [part(10, 0, 255, 128), part(20, 2), part(30)];
const IDS = [A.id, B.id, EMPTY.id];

/** The part of the store's contract that is about parts of values, and about removing everything. */
export function partsContract(name: string, openStore: () => Promise<Store>): void {
  async function withParts(): Promise<Store> {
    const store = await openStore();
    await store.transact(ALICE, async (transaction) => {
      for (const each of [A, B, EMPTY]) await transaction.putPart(each);
    });
    return store;
  }

  const heldIn = (store: Store, account = ALICE): Promise<Map<PartId, number>> =>
    store.transact(account, async (transaction) => {
      const sizes = await transaction.findPartSizes(IDS);
      return new Map(sizes.map(({ id, size }) => [id, size]));
    });

  describe(`${name}: parts`, () => {
    it('gives back what was put, byte for byte, and tells sizes without bytes', async () => {
      const store = await withParts();
      const found = await store.transact(ALICE, (transaction) => transaction.findParts([B.id, A.id]));
      expect(new Map(found.map(({ id, bytes }) => [id, bytes]))).toEqual(
        new Map([
          [A.id, A.bytes],
          [B.id, B.bytes],
        ]),
      );
      expect(await heldIn(store)).toEqual(
        new Map([
          [A.id, 3],
          [B.id, 1],
          [EMPTY.id, 0],
        ]),
      );
    });

    it('keeps accounts apart, and takes no cursor', async () => {
      const store = await withParts();
      expect(await heldIn(store, BOB)).toEqual(new Map());
      expect(await store.cursorOf(ALICE)).toBe(0);
    });

    it('removes those that are named, and no others', async () => {
      const store = await withParts();
      await store.transact(ALICE, (transaction) => transaction.removeParts([A.id, EMPTY.id]));
      await store.transact(BOB, (transaction) => transaction.removeParts([B.id]));
      expect([...(await heldIn(store)).keys()]).toEqual([B.id]);
    });

    it('removes those that are older than a time, where one that was put again counts as new', async () => {
      const store = await withParts();
      await store.transact(ALICE, (transaction) => transaction.putPart({ ...A, createdAt: 40 }));
      await store.transact(BOB, (transaction) => transaction.removePartsBefore(1000));
      await store.transact(ALICE, (transaction) => transaction.removePartsBefore(30));
      expect(new Set((await heldIn(store)).keys())).toEqual(new Set([A.id, EMPTY.id]));
    });

    it('leaves nothing of those that were put in a transaction that fails', async () => {
      const store = await openStore();
      const failing = store.transact(ALICE, async (transaction) => {
        await transaction.putPart(A);
        throw new RangeError('in the middle');
      });
      await expect(failing).rejects.toThrow(new RangeError('in the middle'));
      expect(await heldIn(store)).toEqual(new Map());
    });

    it('asks nothing of the database for nothing', async () => {
      const store = await withParts();
      const nothing = await store.transact(ALICE, async (transaction) => {
        await transaction.removeParts([]);
        return [await transaction.findParts([]), await transaction.findPartSizes([])];
      });
      expect(nothing).toEqual([[], []]);
      expect((await heldIn(store)).size).toBe(3);
    });
  });

  describe(`${name}: removing everything`, () => {
    it('removes entries and parts of one account, gives how many entries there were, and keeps cursor and records', async () => {
      const store = await withParts();
      const answer = { status: 200, contentType: 'application/cbor', body: Uint8Array.of(1) };
      const record = { key: 'key-00001', fingerprint: 'f00d', answer, createdAt: 1 };
      await store.transact(BOB, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 1)]);
        await transaction.putPart(A);
      });
      await store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 1), tombstone('b', 1)]);
        await transaction.keepRecord(record);
      });
      expect(await store.transact(ALICE, (transaction) => transaction.removeAll())).toBe(2);
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 2, more: false });
      expect([await store.cursorOf(ALICE), await heldIn(store)]).toEqual([2, new Map()]);
      expect(await store.transact(ALICE, (transaction) => transaction.findRecord('key-00001'))).toEqual(record);
      expect((await store.changes(BOB, WHOLE)).entries).toHaveLength(1);
      expect([...(await heldIn(store, BOB)).keys()]).toEqual([A.id]);
    });

    it('removes what the same transaction has put, and nothing that it puts afterwards', async () => {
      const store = await openStore();
      await store.transact(ALICE, async (transaction) => {
        await transaction.putEntries([valueEntry('a', 1, 1)]);
        await transaction.removeAll();
        await transaction.putEntries([valueEntry('b', 1, 1)]);
      });
      expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [valueEntry('b', 1, 1)], cursor: 2, more: false });
    });
  });
}
