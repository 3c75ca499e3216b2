import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type DeviceId, deviceIdSchema } from '../../src/protocol/index.ts';
import type { NewDevice } from '../store/key-store.ts';
import type { Store } from '../store/store.ts';
import { devicesTopic } from '../store/topics.ts';
import { ALICE, BOB, valueEntry } from './samples.ts';

export const PHONE: DeviceId = v.parse(deviceIdSchema, '00000000000000aa');
export const LAPTOP: DeviceId = v.parse(deviceIdSchema, '00000000000000bb');

/** The part of the store's contract that is about devices. */
export function devicesContract(name: string, openStore: () => Promise<Store>): void {
  const newDevice = (device: DeviceId, registeredAt: number): NewDevice => ({
    device,
    publicKey: new Uint8Array(32).fill(registeredAt),
    registeredAt,
  });

  async function withBoth(): Promise<Store> {
    const store = await openStore();
    await store.transact(ALICE, async ({ devices }) => {
      await devices.put(newDevice(LAPTOP, 2));
      await devices.put(newDevice(PHONE, 1));
    });
    return store;
  }

  describe(`${name}: devices`, () => {
    it('are listed with the oldest first, and are the account’s own', async () => {
      const store = await withBoth();
      expect(await store.listDevices(ALICE)).toEqual([newDevice(PHONE, 1), newDevice(LAPTOP, 2)]);
      expect(await store.listDevices(BOB)).toEqual([]);
      expect(await store.findDevice(BOB, PHONE)).toBeUndefined();
      expect(await store.findDevice(ALICE, PHONE)).toEqual({ ...newDevice(PHONE, 1), generation: 0 });
    });

    it('are found and counted within a transaction', async () => {
      const store = await withBoth();
      const seen = await store.transact(ALICE, async ({ devices }) => [
        await devices.find(PHONE),
        await devices.count(),
      ]);
      expect(seen).toEqual([newDevice(PHONE, 1), 2]);
      expect(await store.transact(BOB, ({ devices }) => devices.find(PHONE))).toBeUndefined();
    });

    it('are seen with what they have, which is no less later on', async () => {
      const store = await withBoth();
      const see = (cursor: number, at: number) =>
        store.transact(ALICE, ({ devices }) => devices.see(PHONE, { cursor, at }));
      await see(5, 100);
      expect((await store.findDevice(ALICE, PHONE))?.seen).toEqual({ cursor: 5, at: 100 });
      await see(3, 200);
      await see(4, 150);
      const devices = [{ ...newDevice(PHONE, 1), seen: { cursor: 5, at: 200 } }, newDevice(LAPTOP, 2)];
      expect(await store.listDevices(ALICE)).toEqual(devices);
      expect(await store.transact(ALICE, (transaction) => transaction.devices.list())).toEqual(devices);
    });

    it('stay when they are revoked, in a new generation', async () => {
      const store = await withBoth();
      const generations = await store.transact(ALICE, async (transaction) => {
        const before = transaction.deviceGeneration;
        await transaction.devices.revoke(PHONE, 7);
        await transaction.devices.revoke(PHONE, 8);
        return [before, transaction.deviceGeneration];
      });
      expect(generations).toEqual([0, 1]);
      expect(await store.findDevice(ALICE, PHONE)).toEqual({ ...newDevice(PHONE, 1), revokedAt: 7, generation: 1 });
      expect(await store.findDevice(ALICE, LAPTOP)).toEqual({ ...newDevice(LAPTOP, 2), generation: 1 });
      expect(await store.transact(ALICE, (transaction) => Promise.resolve(transaction.deviceGeneration))).toBe(1);
    });

    it('a revocation is told to whoever watches, and one that failed is not', async () => {
      const store = await withBoth();
      const heard: number[] = [];
      store.watch(devicesTopic(ALICE), (generation) => heard.push(generation));
      const failing = store.transact(ALICE, async ({ devices }) => {
        await devices.revoke(LAPTOP, 7);
        throw new RangeError('at the end');
      });
      await expect(failing).rejects.toThrow(RangeError);
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
      await store.transact(ALICE, ({ devices }) => devices.revoke(PHONE, 8));
      await expect.poll(() => heard).toEqual([1]);
      expect((await store.findDevice(ALICE, LAPTOP))?.revokedAt).toBeUndefined();
    });

    it('an attempt that failed gives back the generation', async () => {
      const store = await withBoth();
      const generation = await store.transact(ALICE, async (transaction) => {
        const revoking = transaction.attempt(async () => {
          await transaction.devices.revoke(PHONE, 7);
          throw new RangeError('undone');
        });
        await expect(revoking).rejects.toThrow(RangeError);
        return transaction.deviceGeneration;
      });
      expect(generation).toBe(0);
      expect((await store.findDevice(ALICE, PHONE))?.revokedAt).toBeUndefined();
    });
  });
}
