import type { ServerProcess } from '../../e2e/endurance/server-process.ts';
import { newAccount, registration, type SigningAccount } from '../../e2e/support/signed-saves.ts';
import { median } from '../stage/statistics.ts';
import { type Filling, fill } from './filler.ts';
import { load, send } from './load.ts';
import type { Places } from './places.ts';
import { startServer } from './processes.ts';
import { readySaves } from './throughput.ts';

const ROUNDS = 10;
const SAVES_PER_ROUND = 40;

interface Stage {
  readonly server: ServerProcess;
  readonly account: SigningAccount;
}

/**
 * Milliseconds of one save, one after the other, in databases that hold so much else: the median of each. They take turns.
 * `entries` is what the saving account holds.
 */
export async function measureCosts(
  places: Places,
  sizes: readonly { readonly accounts: number; readonly entries: number }[],
): Promise<number[]> {
  const stages: Stage[] = [];
  for (const { accounts, entries } of sizes) {
    const account = newAccount();
    stages.push(await openStage(places, account, { accounts, entriesOf: { account: account.id, entries } }));
  }
  const latencies: number[][] = stages.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { server, account }] of stages.entries()) {
      const ready = await readySaves(server, [account], SAVES_PER_ROUND, round * SAVES_PER_ROUND);
      const measured = await load(server.origin, ready, { concurrency: 1, seconds: 600 });
      if (round > 0) latencies[index]?.push(...measured.latencies); // The first one warms up.
    }
  }
  for (const { server } of stages) await server.stop();
  return latencies.map(median);
}

async function openStage(places: Places, account: SigningAccount, filling: Filling): Promise<Stage> {
  const place = await places.make();
  const first = await startServer(place);
  await send(first.origin, await registration(first.origin, account));
  await first.stop();
  await fill(place, filling);
  return { server: await startServer(place), account };
}
