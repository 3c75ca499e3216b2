import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysHolds } from '../testing/always-holds.ts';
import { installQuickCrypto } from '../testing/quick-crypto.ts';
import { type Command, commands } from './commands.ts';
import { World } from './world.ts';

const RUNS = 150;

async function played(devices: number, script: readonly Command[]): Promise<World> {
  const world = await World.open(devices);
  for (const command of script) await world.run(command);
  await world.settle();
  return world;
}

test('[G28] [G46] any interleaving of edits, small and large, saves, collections, crashes, pulls and skews on 2 to 4 devices converges, and loses no acknowledged edit', async () => {
  await alwaysHolds(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), commands, async (devices, script) => {
      const world = await played(devices, script);
      const contents = await world.contents();
      for (const other of contents) expect(other).toEqual(contents[0]);
      expect(world.missing()).toEqual([]);
      expect(await world.leftovers()).toEqual([]);
      expect(await world.fresh()).toEqual(contents[0]);
    }),
    RUNS,
  );
}, 120_000);

test('the check bites: a server that keeps whatever comes last is found out', async () => {
  const isWrong = async () =>
    fc.check(
      fc.asyncProperty(fc.integer({ min: 2, max: 4 }), commands, async (devices, script) => {
        const world = await World.open(devices, { keepsTheLast: true });
        for (const command of script) await world.run(command);
        await world.settle();
        const contents = await world.contents();
        for (const other of contents) expect(other).toEqual(contents[0]);
        expect(world.missing()).toEqual([]);
      }),
      { numRuns: RUNS, seed: 1 },
    );
  const removeQuickCrypto = installQuickCrypto();
  try {
    expect((await isWrong()).failed).toBe(true);
  } finally {
    removeQuickCrypto();
  }
}, 120_000);
