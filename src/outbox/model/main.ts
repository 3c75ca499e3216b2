import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { installLightWeb } from './light-web.ts';

/** Plays as many histories as told and prints what came of it. Gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? 1_000);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  installLightWeb();
  const startedAt = performance.now();
  const { played, crashes, counterexample } = await campaign({ runs, seed });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${played} runs, seed ${seed}, ${Math.round(played / seconds)} runs/s`);
  console.log('Crashes injected:');
  for (const [place, count] of [...crashes].sort()) console.log(`${String(count).padStart(9)}  ${place}`);
  if (counterexample !== undefined) console.log(counterexample);
  return counterexample === undefined ? 0 : 1;
}
