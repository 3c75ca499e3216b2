import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from '../../server/testing/postgres-cluster.ts';
import { seededRandom } from '../soak/random.ts';
import { killServer } from './kills.ts';

const OPTIONS = { times: { type: 'string', default: '300' }, seed: { type: 'string' } } as const;

/** Kills the server so many times on each database, and prints what that did. Gives the exit code. */
export async function main(args: string[], program: string): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const kills = Number(values.times);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  console.log(`${kills} kills on each database, seed ${seed}`);
  const cluster = await startCluster();
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-kills-'));
  let wrong = 0;
  for (const [name, place] of Object.entries({ SQLite: directory, PostgreSQL: cluster.url })) {
    const { wrongs, ...report } = await killServer({ program, place, kills, random: seededRandom(seed).fraction });
    console.log(name, report, wrongs);
    wrong += Object.values(wrongs).flat().length;
  }
  await cluster.remove();
  await rm(directory, { recursive: true, force: true });
  return wrong === 0 ? 0 : 1;
}
