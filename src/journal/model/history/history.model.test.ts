import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysHolds } from '../../testing/always-holds.ts';
import { honestCommands, restoringCommands, rotatingCommands } from './commands.ts';
import { HistoryWorld } from './history-world.ts';

const RUNS = 80;
const ROTATING_RUNS = 40;

test('[G53] [G56] an honest server is never doubted, whatever happens on 2 to 5 devices; digests are exact; no pruned deletion is undone', async () => {
  await alwaysHolds(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), honestCommands, async (devices, script) => {
      const world = await HistoryWorld.open(devices);
      const look = async () => {
        for (const device of world.devices) {
          expect((await device.journal.history()).standing).toEqual({ kind: 'trusted' });
          expect(await device.isDigestExact()).toBe(true);
        }
        expect(world.ledger.resurrected()).toEqual([]);
        expect(await world.wrongPoints()).toEqual([]);
      };
      for (const command of script) {
        await world.run(command);
        await look();
      }
      await world.settle();
      await look();
      const fresh = await world.fresh();
      for (const device of world.devices) expect(await device.contents()).toEqual(fresh);
      expect(world.ledger.missing()).toEqual([]);
    }),
    RUNS,
  );
}, 240_000);

test('[G51] keys that are changed on 2 to 5 devices among saves of large values, prunings and collections, with a crash at every step: all converge, nothing acknowledged is lost, nobody is left with a chunk or an entry that cannot be used, the server has nothing of the past but heads, and is never doubted', async () => {
  await alwaysHolds(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), rotatingCommands, async (devices, script) => {
      const world = await HistoryWorld.open(devices);
      const look = async () => {
        for (const { journal } of world.devices) {
          expect((await journal.history()).standing).toEqual({ kind: 'trusted' });
        }
        expect(world.ledger.resurrected()).toEqual([]);
      };
      for (const command of script) {
        await world.run(command);
        await look();
      }
      await world.settle();
      await look();
      const fresh = await world.fresh();
      for (const device of world.devices) {
        expect(await device.contents()).toEqual(fresh);
        expect(await device.isDigestExact()).toBe(true);
        expect(await device.leftovers()).toEqual([]);
      }
      expect(await world.wrongPoints()).toEqual([]);
      expect(world.ledger.missing()).toEqual([]);
      expect(world.past()).toEqual([]);
    }),
    ROTATING_RUNS,
  );
}, 240_000);

test('[G55] whatever backups are restored, the person’s word heals it: nothing that was acknowledged stays away, and nobody is left with what cannot be used', async () => {
  await alwaysHolds(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), restoringCommands, async (devices, script) => {
      const world = await HistoryWorld.open(devices);
      for (const command of script) {
        await world.run(command);
        for (const device of world.devices) expect(await device.isDigestExact()).toBe(true);
      }
      await world.settle();
      const fresh = await world.fresh();
      for (const device of world.devices) {
        expect(await device.contents()).toEqual(fresh);
        expect(await device.isDoubting()).toBe(false);
        expect(await device.leftovers()).toEqual([]);
      }
      expect(world.ledger.missing()).toEqual([]);
    }),
    RUNS,
  );
}, 240_000);
