import type { Controls } from '../../protocol/index.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { Places } from './take-in.ts';
import { isDue } from './transition.ts';

/** Tasks of one account to be sent one after the other. */
export interface Lane {
  readonly name: string;
  readonly rows: readonly LedgerRow[];
}

/** What decides which tasks may go now. */
export interface Conditions {
  readonly now: number;
  /** Tasks that need not wait for the network any more. */
  readonly pardoned: ReadonlySet<string>;
  readonly controls: Controls;
  readonly places: Places;
}

/**
 * The lanes that have something to send now, in the queue's order. A lane ends before its first task that has to wait; a
 * failed task stands in nobody's way unless its kind says so; a task without an ordering key is a lane of its own.
 */
export function dueLanes(rows: readonly LedgerRow[], conditions: Conditions): readonly Lane[] {
  const lanes = new Map<string, LedgerRow[]>();
  const ended = new Set<string>();
  const open = new Map(rows.flatMap((row) => (row.task.status === 'completed' ? [] : [[row.id, row] as const])));
  for (const row of [...rows].sort((a, b) => placeOf(a) - placeOf(b))) {
    const name = laneOf(row);
    if (isSettled(row) || ended.has(name)) {
      if (row.blocksLane && row.task.status === 'failed') ended.add(name);
    } else if (mayGo(row, conditions, open)) {
      append(lanes, name, row);
    } else if (!isWaitedForBehind(row, open)) {
      ended.add(name);
    }
  }
  return probesOnly(
    [...lanes].map(([name, rows]) => ({ name, rows })),
    conditions,
  );
}

function mayGo({ id, task, place, origin, dependsOn }: LedgerRow, conditions: Conditions, open: RowsById): boolean {
  const { now, pardoned, controls, places } = conditions;
  if (task.status !== 'pending' || !places.has(place)) return false;
  if (controls.paused || controls.held.includes(task.account)) return false;
  const isSilent = (controls.silent[origin]?.until ?? 0) > now;
  // A dependency that is not listed any more was delivered long ago. Who depended on one that was replaced depends on its successor.
  return !isSilent && isDue(task.wait, now, pardoned.has(id)) && !dependsOn.some((dependency) => open.has(dependency));
}

type RowsById = ReadonlyMap<string, LedgerRow>;

/**
 * Whether a task waits for one behind it in its own lane, directly or through others: a later task has taken the place of
 * the one that it depends on. It lets the lane by, or both would wait for ever.
 */
function isWaitedForBehind(row: LedgerRow, rows: RowsById): boolean {
  const seen = new Set<string>();
  const leadsBehind = (id: string): boolean => {
    const other = rows.get(id);
    if (other === undefined || seen.has(id)) return false;
    seen.add(id);
    if (isSettled(other)) return false;
    if (laneOf(other) === laneOf(row) && isBefore(row, other)) return true;
    return [...other.dependsOn, ...idsBefore(other, rows)].some(leadsBehind);
  };
  return row.orderingKey !== null && row.dependsOn.some(leadsBehind);
}

function idsBefore(row: LedgerRow, rows: RowsById): readonly string[] {
  if (row.orderingKey === null) return [];
  return [...rows.values()]
    .filter((other) => laneOf(other) === laneOf(row) && isBefore(other, row))
    .map(({ id }) => id);
}

function isBefore(a: LedgerRow, b: LedgerRow): boolean {
  return placeOf(a) < placeOf(b);
}

/** One that is not located yet is the newest. */
function placeOf({ place }: LedgerRow): number {
  return place ?? Number.POSITIVE_INFINITY;
}

/** A silent origin gets one lane, the one that has been tried least, until it is heard. */
function probesOnly(lanes: readonly Lane[], { controls }: Conditions): readonly Lane[] {
  const probes = new Map<string, Lane>();
  for (const lane of lanes) {
    const origin = originOf(lane);
    const rival = probes.get(origin);
    if (rival === undefined || triesOf(lane) < triesOf(rival)) probes.set(origin, lane);
  }
  return lanes.flatMap((lane) => {
    const origin = originOf(lane);
    if (!(origin in controls.silent)) return [lane];
    return probes.get(origin) === lane ? [{ ...lane, rows: lane.rows.slice(0, 1) }] : [];
  });
}

export function originOf({ rows }: Lane): string {
  return rows[0]?.origin ?? '';
}

/** One that the app holds asks nobody. */
function triesOf({ rows: [head] }: Lane): number {
  return !head || isHeldByApp(head) ? Number.POSITIVE_INFINITY : head.task.retryCount;
}

/** How many tasks a later pass can begin with by itself: not those that wait for a person or the app, nor those behind them. */
export function deliverable(rows: readonly LedgerRow[], controls: Controls): number {
  const places = new Set(rows.flatMap(({ place }) => place ?? []));
  const inTheEnd = { now: Number.POSITIVE_INFINITY, pardoned: new Set<string>(), places };
  const lanes = dueLanes(rows, { ...inTheEnd, controls: { ...controls, silent: {} } });
  return lanes.reduce((count, { rows }) => {
    const first = rows.findIndex(isHeldByApp);
    return count + (first < 0 ? rows.length : first);
  }, 0);
}

export function isHeldByApp({ task }: Pick<LedgerRow, 'task'>): boolean {
  return task.status === 'pending' && task.wait.for === 'app';
}

function append(lanes: Map<string, LedgerRow[]>, name: string, row: LedgerRow): void {
  const rows = lanes.get(name) ?? [];
  rows.push(row);
  lanes.set(name, rows);
}

/** The name of a task's lane. Nobody waits for another account. */
export function laneOf({ id, orderingKey, task }: LedgerRow): string {
  return orderingKey === null ? `task:${id}` : `lane:${task.account}:${orderingKey}`;
}

function isSettled({ task }: LedgerRow): boolean {
  return 'processedAt' in task;
}
