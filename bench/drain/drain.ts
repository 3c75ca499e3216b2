import type { BenchOptions, Figures } from '../figures.ts';
import { onStage, type Stage } from '../stage/stage.ts';
import { type Entrant, entrants } from './contestants.ts';
import { drainFigures } from './figures.ts';
import { type Heat, runHeat } from './heat.ts';
import { installContestants } from './install-contestants.ts';

const TASKS = 1_000;
const ROUND_TRIPS = [0, 50];
const ROUNDS = 3;
/** Of the tasks, for those who wait out every round trip: a rate is a rate. */
const SLOW_SHARE = 0.1;

/** How fast 1,000 tasks of 1 KB arrive that were saved without a network: Backhaul, and what one would use instead. */
export async function measureDrain({ tasks = TASKS }: BenchOptions): Promise<Figures> {
  installContestants();
  return await onStage(async (stage) => {
    const rates = new Map<string, number[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const heat of heatsOf(tasks)) await run(stage, heat, rates);
    }
    return drainFigures(rates);
  });
}

async function run({ context }: Stage, heat: Heat, rates: Map<string, number[]>): Promise<void> {
  const name = `${heat.entrant.name}.rtt${heat.roundTrip}`;
  const rate = await runHeat(context, heat);
  console.log(`${name}: ${heat.tasks} tasks, ${rate.toFixed(0)} a second`);
  rates.set(name, [...(rates.get(name) ?? []), rate]);
}

function heatsOf(tasks: number): readonly Heat[] {
  return ROUND_TRIPS.flatMap((roundTrip) =>
    entrants.map((entrant) => {
      const share = isSlow(entrant, roundTrip) ? SLOW_SHARE : 1;
      return { entrant, roundTrip, tasks: Math.ceil(tasks * share) };
    }),
  );
}

function isSlow({ isOneByOne }: Entrant, roundTrip: number): boolean {
  return isOneByOne && roundTrip > 0;
}
