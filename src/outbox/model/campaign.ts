import * as fc from 'fast-check';
import { type Scenario, scenario } from './commands.ts';
import type { History } from './history.ts';
import { run } from './run.ts';

export interface Campaign {
  readonly played: number;
  /** How often a process crashed where. */
  readonly crashes: ReadonlyMap<string, number>;
  /** The smallest scenario that was found wrong, and what was wrong with it. */
  readonly counterexample: string | undefined;
}

/** Plays many random scenarios; the same ones for the same seed. */
export async function campaign({ runs, seed }: { runs: number; seed: number }): Promise<Campaign> {
  const crashes = new Map<string, number>();
  let played = 0;
  const holds = fc.asyncProperty(scenario, async (tried) => {
    played += 1;
    const { history, objections } = await run(tried);
    count(crashes, history);
    return objections.length === 0;
  });
  const { counterexample } = await fc.check(holds, { numRuns: runs, seed });
  return { played, crashes, counterexample: counterexample ? await told(counterexample[0], seed) : undefined };
}

function count(crashes: Map<string, number>, history: History): void {
  for (const event of history) {
    if (event.kind === 'crashed') crashes.set(event.place, (crashes.get(event.place) ?? 0) + 1);
  }
}

async function told(found: Scenario, seed: number): Promise<string> {
  const { objections } = await run(found);
  const { setup, commands } = found;
  const lines = [setup, ...commands].map((line) => JSON.stringify(line));
  return ['', `Found with seed ${seed}:`, ...objections.map((text) => `  ${text}`), ...lines].join('\n');
}
