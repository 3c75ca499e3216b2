import type { LedgerRow } from '../ledger/row.ts';
import type { Places } from './take-in.ts';

/** Tasks to be sent one after the other. */
export interface Lane {
  readonly name: string;
  readonly tasks: readonly string[];
}

/**
 * The lanes that have something to send now, in the queue's order. A lane ends before its first task that has to wait; a
 * failed task stands in nobody's way; a task without an ordering key is a lane of its own.
 */
export function dueLanes(
  rows: readonly LedgerRow[],
  places: Places,
  isDue: (row: LedgerRow) => boolean,
): readonly Lane[] {
  const lanes = new Map<string, string[]>();
  const ended = new Set<string>();
  for (const row of inQueueOrder(rows, places)) {
    const name = laneOf(row);
    if (isSettled(row) || ended.has(name)) continue;
    if (isDue(row)) append(lanes, name, row.id);
    else ended.add(name);
  }
  return [...lanes].map(([name, tasks]) => ({ name, tasks }));
}

/** How many tasks a later pass can deliver: all but those that wait for a sign-in, and those in line behind them. */
export function deliverable(rows: readonly LedgerRow[]): number {
  const open = rows.filter((row) => !isSettled(row));
  const held = new Set(open.filter(isHeld).map(laneOf));
  return open.filter((row) => !held.has(laneOf(row))).length;
}

function append(lanes: Map<string, string[]>, name: string, id: string): void {
  const tasks = lanes.get(name);
  if (tasks) tasks.push(id);
  else lanes.set(name, [id]);
}

/** Nobody waits for another account. */
function laneOf({ id, orderingKey, task }: LedgerRow): string {
  return orderingKey === null ? `task:${id}` : `lane:${task.account}:${orderingKey}`;
}

function isSettled({ task }: LedgerRow): boolean {
  return task.status === 'completed' || task.status === 'failed';
}

function isHeld({ task }: LedgerRow): boolean {
  return task.status === 'pending' && task.wait.for === 'sign-in';
}

function inQueueOrder(rows: readonly LedgerRow[], places: Places): readonly LedgerRow[] {
  const placeOf = ({ id }: LedgerRow) => places.get(id) ?? Number.POSITIVE_INFINITY;
  return rows.filter(({ id }) => places.has(id)).sort((a, b) => placeOf(a) - placeOf(b));
}
