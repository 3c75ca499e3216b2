import type { Scenario } from './commands.ts';
import { ending } from './ending.ts';
import type { History } from './history.ts';
import { judge } from './judge.ts';
import { World } from './world.ts';

export interface Run {
  readonly history: History;
  readonly objections: readonly string[];
}

/** Plays a scenario to its end and says everything that was wrong with it. */
export async function run({ setup, commands }: Scenario): Promise<Run> {
  const world = new World(setup);
  for (const command of commands) await world.run(command);
  const undone = await ending(world);
  return { history: world.history, objections: [...judge(world.history), ...undone] };
}
