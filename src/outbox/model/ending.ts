import type { LedgerRow } from '../ledger/row.ts';
import type { PassOutcome } from '../pass-outcome.ts';
import { ACCOUNTS, type Command } from './commands.ts';
import { bookOf, type Known } from './reference.ts';
import type { World } from './world.ts';

const ROUNDS = 20;
/** Longer than any wait, also after the clock went back as often as it can. */
const A_DAY_AND_A_HALF = 36 * 60 * 60 * 1000;

/** The server is healthy, everybody is signed in, and time passes, until nothing changes any more. Says what is left undone. */
export async function ending(world: World): Promise<readonly string[]> {
  await world.run({ kind: 'replay', networkIsBack: false, replies: [], stop: undefined });
  await world.browser.everythingGoesOn();
  for (const command of releases()) await world.run(command);
  let outcome: PassOutcome | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { sequence } = await world.disk.ledger.read();
    await retryBlockers(world);
    world.clock.pass(A_DAY_AND_A_HALF);
    outcome = await world.browser.replay(false, undefined);
    if ((await world.disk.ledger.read()).sequence === sequence) return await leftovers(world, outcome);
  }
  return ['It never comes to rest.'];
}

function releases(): readonly Command[] {
  const stop = undefined;
  return [{ kind: 'resume', stop }, ...ACCOUNTS.map((account): Command => ({ kind: 'sign-in', account, stop }))];
}

/** What a person would do who wants the rest of a lane to go on. */
async function retryBlockers(world: World): Promise<void> {
  const { rows } = await world.disk.ledger.read();
  const failed = rows.filter(({ task }) => task.status === 'failed');
  for (const [whom, { blocksLane }] of failed.entries()) {
    if (blocksLane) await world.run({ kind: 'retry', whom, stop: undefined });
  }
}

async function leftovers(world: World, outcome: PassOutcome | undefined): Promise<readonly string[]> {
  const { rows } = await world.disk.ledger.read();
  const keys = await world.disk.queue.keys();
  const known = [...bookOf(world.history).tasks.values()];
  return [
    ...(outcome?.kind === 'drained' ? [] : ['The last pass was not content.']),
    ...rows.filter(isOpen).map(({ id, task }) => `${id} is ${task.status} at the end`),
    ...known.filter(isUntold).map(({ id }) => `${id} was stored and nobody knows of it`),
    ...keptBadly(rows, keys),
  ];
}

function isOpen({ task }: LedgerRow): boolean {
  return task.status === 'pending' || task.status === 'processing';
}

function isUntold({ stamp, told }: Known): boolean {
  return stamp !== undefined && told === undefined;
}

/** The queue holds the requests of the tasks that failed, and nothing else. */
function keptBadly(rows: readonly LedgerRow[], keys: readonly number[]): readonly string[] {
  const kept = new Set(rows.filter(({ task }) => task.status === 'failed').map(({ place }) => place));
  const superfluous = keys.filter((key) => !kept.has(key)).map((key) => `Entry ${key} is left`);
  const missing = [...kept].filter((place) => place === null || !keys.includes(place));
  return [...superfluous, ...missing.map((place) => `Entry ${place} is gone`)];
}
