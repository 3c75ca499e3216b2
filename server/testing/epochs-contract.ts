import { describe, expect, it } from 'vitest';
import type { StoredAccountKey } from '../store/key-store.ts';
import type { Store } from '../store/store.ts';
import { ALICE, BOB } from './samples.ts';

function keyOf(epoch: number, byte = epoch): StoredAccountKey {
  return { epoch, publicKey: new Uint8Array(32).fill(byte), keyring: `keyring-${epoch}`, changedAt: epoch };
}

/** The part of the store's contract that is about the keys that accounts are given. */
export function epochsContract(name: string, openStore: () => Promise<Store>): void {
  const give = (store: Store, key: StoredAccountKey, account = ALICE) =>
    store.transact(account, ({ keys }) => keys.replace(key));

  describe(`${name}: epochs`, () => {
    it('begin with a key each, by which the account is found for ever', async () => {
      const store = await openStore();
      expect(await store.findPresentKey(ALICE)).toBeUndefined();
      expect(await store.findAccountKey(Uint8Array.from(keyOf(2).publicKey))).toBeUndefined();
      for (const epoch of [2, 3]) {
        expect(await give(store, keyOf(epoch))).toBe(true);
        expect(await store.findPresentKey(ALICE)).toEqual(keyOf(epoch));
        expect((await store.history(ALICE))?.epoch).toBe(epoch);
      }
      for (const epoch of [2, 3]) {
        const found = await store.findAccountKey(Uint8Array.from(keyOf(epoch).publicKey));
        expect(found).toEqual({ account: ALICE, epoch });
      }
      expect(await store.findPresentKey(BOB)).toBeUndefined();
    });

    it('are seen within the transaction, and not at all when that fails', async () => {
      const store = await openStore();
      const failing = store.transact(ALICE, async (transaction) => {
        await transaction.keys.replace(keyOf(2));
        expect(await transaction.keys.findPresent()).toEqual(keyOf(2));
        expect(transaction.history.epoch).toBe(2);
        throw new RangeError('in the middle');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await store.findPresentKey(ALICE)).toBeUndefined();
      expect((await store.history(ALICE))?.epoch ?? 1).toBe(1);
      expect(await store.findAccountKey(Uint8Array.from(keyOf(2).publicKey))).toBeUndefined();
    });

    it('do not begin with a key that was given before, be it to another account', async () => {
      const store = await openStore();
      await give(store, keyOf(2));
      expect(await give(store, keyOf(2), BOB)).toBe(false);
      expect(await give(store, keyOf(3, 2))).toBe(false);
      expect([(await store.history(ALICE))?.epoch, (await store.history(BOB))?.epoch]).toEqual([2, 1]);
      expect(await store.findPresentKey(ALICE)).toEqual(keyOf(2));
    });

    it('stay when everything is removed', async () => {
      const store = await openStore();
      await give(store, keyOf(2));
      await store.transact(ALICE, (transaction) => transaction.removeAll());
      expect((await store.history(ALICE))?.epoch).toBe(2);
      expect(await store.findPresentKey(ALICE)).toEqual(keyOf(2));
    });
  });
}
