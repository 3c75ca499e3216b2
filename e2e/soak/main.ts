import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type SoakResult, soak } from './soak.ts';

/** How many findings of each kind are told in words. */
const TOLD = 50;

/** Runs one soak and tells what it found. Gives the exit code: 1 when a task was lost, duplicated, reordered or wrong. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tasks: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      queue: { type: 'string', default: 'backhaul' },
      json: { type: 'string' },
    },
  });
  const [tasks, seed, queue] = [Number(values.tasks), Number(values.seed), values.queue];
  if (!isCount(tasks) || !isCount(seed) || (queue !== 'backhaul' && queue !== 'stock')) {
    console.error('npm run soak -- [--tasks COUNT] [--seed NUMBER] [--queue backhaul|stock] [--json FILE]');
    return 2;
  }
  const startedAt = Date.now();
  const result = await soak({ tasks, seed, queue, onProgress: tellProgress });
  const report = { ...summary(result), tasks, seed, queue, seconds: Math.round((Date.now() - startedAt) / 1000) };
  console.log(JSON.stringify(report, null, 2));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.lost + report.duplicated + report.reordered + report.wrong === 0 ? 0 : 1;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function summary({ judgement, driven, ...rest }: SoakResult) {
  const { lost, duplicated, reordered, wrong } = judgement;
  return {
    lost: lost.length,
    duplicated: duplicated.length,
    reordered: reordered.length,
    wrong: wrong.length,
    ...rest,
    held: rest.held.slice(0, TOLD),
    ...driven,
    findings: [lost, duplicated, reordered, wrong].flatMap((kind) => kind.slice(0, TOLD)),
  };
}

function tellProgress(done: number, steps: number): void {
  if (done % 500 === 0) console.error(`${done} of ${steps} steps`);
}
