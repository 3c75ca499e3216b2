import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysHolds } from '../../testing/always-holds.ts';
import { rotationCommands } from './commands.ts';
import { RotatingWorld } from './rotating-world.ts';

const RUNS = 80;

test('[G51] keys that are changed on 2 to 4 devices, with a crash at every step, among saves and pulls: all converge, nothing acknowledged is lost, and all is sealed under the newest keys', async () => {
  await alwaysHolds(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), rotationCommands, async (devices, script) => {
      const world = await RotatingWorld.open(devices);
      for (const command of script) await world.run(command);
      await world.settle();
      const contents = await world.contents();
      for (const other of contents) expect(other).toEqual(contents[0]);
      expect(world.missing()).toEqual([]);
      expect(world.past()).toEqual([]);
      expect(await world.leftovers()).toEqual([]);
    }),
    RUNS,
  );
}, 120_000);
