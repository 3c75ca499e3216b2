import { FAULT_KINDS, type Fault, type FaultKind } from './fault.ts';
import type { Random } from './random.ts';

/** How many of each kind fall on ten thousand tasks. */
const RATES: Readonly<Record<FaultKind, number>> = {
  'answered-429': 150,
  'answered-500': 150,
  'answered-503': 150,
  'batch-too-large': 60,
  'answer-dropped': 200,
  stalled: 80,
  'worker-stopped': 100,
  'browser-killed': 20,
  'server-killed': 40,
  offline: 100,
  'tab-opened': 60,
  'tab-closed': 60,
};

/** The faults of a run in the order in which they come: every kind at least once. */
export function planFaults(random: Random, tasks: number): readonly Fault[] {
  const kinds = FAULT_KINDS.flatMap((kind) =>
    Array<FaultKind>(Math.max(1, Math.round((RATES[kind] * tasks) / 10_000))).fill(kind),
  );
  return random.shuffled(kinds).map((kind) => faultOf(kind, random));
}

function faultOf(kind: FaultKind, random: Random): Fault {
  switch (kind) {
    case 'answered-429':
    case 'answered-500':
    case 'answered-503':
      return random.fraction() < 0.3 ? { kind, retryAfter: 1 } : { kind };
    case 'stalled':
      return { kind, lasts: random.integer(200, 3_000), afterwards: random.pick(['passes', 'breaks']) };
    case 'server-killed':
      return { kind, lasts: random.integer(0, 1_000) };
    case 'offline':
      return { kind, lasts: random.integer(300, 1_500), overloads: random.integer(5, 20) };
    default:
      return { kind };
  }
}
