import type { Evidence, Write } from './evidence.ts';
import type { ModelTask } from './model.ts';
import { entryOf, laneOf, valueWrittenBy } from './operation.ts';

export interface Judgement {
  /** Tasks that the page had called stored, and whose effect is neither there nor made needless by a newer one. */
  readonly lost: readonly string[];
  /** Tasks whose effect happened more than once. */
  readonly duplicated: readonly string[];
  /** Tasks whose effect came after that of a later task of the same lane. */
  readonly reordered: readonly string[];
  /** Entries that hold what they should not, and effects that nobody asked for or that somebody had taken back. */
  readonly wrong: readonly string[];
}

export function judge(tasks: readonly ModelTask[], evidence: Evidence): Judgement {
  const arrivals = arrivalsOf(tasks, evidence);
  return {
    lost: findLost(tasks, arrivals),
    duplicated: findDuplicated(tasks, arrivals, evidence),
    reordered: findReordered(arrivals),
    wrong: [...findUnasked(tasks, arrivals), ...findWrongEntries(tasks, arrivals, evidence), ...findForeign(evidence)],
  };
}

/** Each effect's task, in the order of the commits; `undefined` for an effect that belongs to none. */
type Arrivals = readonly (ModelTask | undefined)[];

function arrivalsOf(tasks: readonly ModelTask[], { effects, clocksOfKey }: Evidence): Arrivals {
  const byClock = new Map(tasks.map((task) => [task.clock, task]));
  const byKey = new Map(tasks.flatMap((task) => (task.key === undefined ? [] : [[task.key, task] as const])));
  return effects.map(({ key, writes }) => {
    const clock = writes[0]?.clock ?? clocksOfKey.get(key);
    return clock === undefined ? byKey.get(key) : byClock.get(clock);
  });
}

function findLost(tasks: readonly ModelTask[], arrivals: Arrivals): readonly string[] {
  const arrived = new Set(arrivals);
  const newest = newestByEntry(tasks.filter((task) => arrived.has(task) || isPromised(task)));
  return tasks
    .filter((task) => isPromised(task) && !arrived.has(task) && !isSuperseded(task, newest))
    .map((task) => `${name(task)} was stored and never arrived`);
}

function isPromised({ fate, cancellation }: ModelTask): boolean {
  return fate === 'stored' && cancellation === 'none';
}

/** Only saves replace each other; a tombstone is a task of its own, and its message has to come before it. */
function isSuperseded(task: ModelTask, newest: ReadonlyMap<string, ModelTask>): boolean {
  return 'setting' in task.operation && newest.get(entryOf(task.operation)) !== task;
}

function newestByEntry(tasks: readonly ModelTask[]): ReadonlyMap<string, ModelTask> {
  const newest = new Map<string, ModelTask>();
  for (const task of tasks) {
    const known = newest.get(entryOf(task.operation));
    if (known === undefined || known.clock < task.clock) newest.set(entryOf(task.operation), task);
  }
  return newest;
}

function findDuplicated(tasks: readonly ModelTask[], arrivals: Arrivals, evidence: Evidence): readonly string[] {
  const times = countBy(arrivals.flatMap((task) => (task === undefined ? [] : [task.clock])));
  const writes = countBy(evidence.effects.flatMap((effect) => effect.writes.map(({ clock }) => clock)));
  const answers = new Map<string, number>();
  for (const [key, count] of evidence.newEffectsOfKey) {
    const clock = evidence.clocksOfKey.get(key);
    if (clock !== undefined) answers.set(clock, (answers.get(clock) ?? 0) + count);
  }
  return tasks.flatMap((task) => {
    const counts = [times, writes, answers].map((count) => count.get(task.clock) ?? 0);
    const [effects, written, answered] = counts;
    if (Math.max(...counts) < 2) return [];
    return [`${name(task)}: ${effects} effects, ${written} writes, ${answered} answers that told of a new effect`];
  });
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Only a task's first effect counts here: a second one is a duplicate already. */
function findReordered(arrivals: Arrivals): readonly string[] {
  const last = new Map<string, ModelTask>();
  const reordered: string[] = [];
  for (const task of new Set(arrivals)) {
    if (task === undefined) continue;
    const lane = laneOf(task.operation);
    const before = last.get(lane);
    if (before !== undefined && before.operation.task > task.operation.task) {
      reordered.push(`${name(task)} came after ${name(before)} in ${lane}`);
    } else last.set(lane, task);
  }
  return reordered;
}

function findUnasked(tasks: readonly ModelTask[], arrivals: Arrivals): readonly string[] {
  const arrived = new Set(arrivals);
  const unwanted = tasks.flatMap((task) => {
    if (!arrived.has(task)) return [];
    if (task.fate === 'refused') return [`${name(task)} was refused by the page and arrived`];
    if (task.cancellation === 'before-sending') return [`${name(task)} was cancelled before it was sent, and arrived`];
    return [];
  });
  const ofNobody = arrivals.filter((task) => task === undefined).map(() => 'an effect belongs to no task');
  return [...unwanted, ...ofNobody];
}

/** An entry holds what the newest of its effects brought, and no task's value but that task's own. */
function findWrongEntries(tasks: readonly ModelTask[], arrivals: Arrivals, { entries }: Evidence): readonly string[] {
  const arrived = new Set(arrivals);
  const newest = newestByEntry(tasks.filter((task) => arrived.has(task)));
  const held = new Map(entries.map((entry) => [entry.entry, entry]));
  const missing = [...newest.keys()].filter((entry) => !held.has(entry)).map((entry) => `${entry} is not there`);
  return [...missing, ...entries.flatMap((entry) => whatIsWrong(entry, newest.get(entry.entry)))];
}

function whatIsWrong({ entry, clock, value }: Write, task: ModelTask | undefined): readonly string[] {
  if (task === undefined) return [`${entry} was written by nobody`];
  if (clock !== task.clock) return [`${entry} has the clock ${clock}, and ${name(task)} has ${task.clock}`];
  const expected = valueWrittenBy(task.operation);
  return value === expected ? [] : [`${entry} holds ${value}, and ${name(task)} wrote ${expected}`];
}

function findForeign({ account, accounts }: Evidence): readonly string[] {
  return accounts.filter((other) => other !== account).map((other) => `there is something of ${other}`);
}

function name({ operation }: ModelTask): string {
  return `${operation.kind} ${operation.task}`;
}
