import type { Fault } from './fault.ts';
import type { Operation } from './operation.ts';
import { planFaults } from './plan-faults.ts';
import { type Random, seededRandom } from './random.ts';

export type Step =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'fault'; readonly fault: Fault };

const CHANNELS = 24;
const SETTINGS = 16;
/** How far back an edit or a cancel looks for something that may still wait. */
const RECENT = 12;

/** All that a run does, from its seed alone: so many tasks, and faults strewn between them. */
export function plan(seed: number, tasks: number): readonly Step[] {
  const random = seededRandom(seed);
  const operations = planOperations(random, tasks);
  const faults = planFaults(random, tasks);
  const places = faults.map(() => random.integer(0, operations.length)).sort((a, b) => a - b);
  const steps: Step[] = [];
  let next = 0;
  for (const [place, operation] of operations.entries()) {
    for (; places[next] === place; next += 1) steps.push({ kind: 'fault', fault: faults[next]! });
    steps.push({ kind: 'operation', operation });
  }
  for (; next < faults.length; next += 1) steps.push({ kind: 'fault', fault: faults[next]! });
  return steps;
}

function planOperations(random: Random, tasks: number): readonly Operation[] {
  const operations: Operation[] = [];
  const messages: Extract<Operation, { readonly kind: 'message' }>[] = [];
  const settings: number[] = [];
  for (let task = 0; task < tasks; ) {
    const operation = nextOperation(random, task, messages, settings);
    operations.push(operation);
    if (operation.kind === 'message') messages.push(operation);
    if (operation.kind === 'save') settings.push(operation.setting);
    if (operation.kind !== 'cancel') task += 1;
  }
  return operations;
}

function nextOperation(
  random: Random,
  task: number,
  messages: readonly Extract<Operation, { readonly kind: 'message' }>[],
  settings: readonly number[],
): Operation {
  const dice = random.fraction();
  if (dice < 0.08 && messages.length > 0) {
    const { task: message, channel } = random.pick(messages.slice(-10 * RECENT));
    return { kind: 'delete', task, channel, message };
  }
  if (dice < 0.16 && messages.length > 0) {
    return { kind: 'cancel', message: random.pick(messages.slice(-RECENT)).task };
  }
  if (dice < 0.28 && settings.length > 0) {
    return { kind: 'edit', task, setting: random.pick(settings.slice(-RECENT)) };
  }
  if (dice < 0.5) return { kind: 'save', task, setting: random.integer(0, SETTINGS - 1) };
  return { kind: 'message', task, channel: random.integer(0, CHANNELS - 1) };
}
