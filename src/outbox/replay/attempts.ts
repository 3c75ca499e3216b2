import type { QueueTask } from '../../protocol/index.ts';
import { hold } from '../ledger/edits/control.ts';
import { isIn, type RowIn } from '../ledger/edits/move.ts';
import { settle } from '../ledger/edits/settle.ts';
import type { Draft } from '../ledger/ledger.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { prepare } from '../send/prepare.ts';
import { within } from '../send/within.ts';
import type { Unsendable } from '../task/unsendable.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Outbox } from './outbox.ts';
import { begun, completed, counted, interrupted, transition, unsendable, waiting } from './transition.ts';

/** What is to be done with a task whose turn it is. */
export type Plan =
  | { readonly kind: 'send'; readonly row: LedgerRow; readonly stored: StoredRequest }
  | { readonly kind: 'hold' | 'drop'; readonly row: LedgerRow }
  | { readonly kind: 'quarantine'; readonly row: LedgerRow; readonly code: Unsendable };

/** Reads the requests of these tasks, and asks the app what is to become of each. Nothing is written. */
export async function plan(outbox: Outbox, rows: readonly LedgerRow[]): Promise<readonly Plan[]> {
  const { queue, environment, limits, knowledge, trace } = outbox;
  const signal = environment.deadline(limits.attempt);
  const entries = await queue.read(rows.flatMap(({ place }) => place ?? []));
  const byPlace = new Map(entries.map((entry) => [entry.key, entry]));
  return await Promise.all(
    rows.map(async (row): Promise<Plan> => {
      const stored = await prepare(byPlace.get(row.place ?? -1), knowledge, trace, signal);
      if (typeof stored === 'string') return { kind: 'quarantine', row, code: stored };
      const decision = await decide(outbox, row, signal);
      return decision === 'send' ? { kind: 'send', row, stored } : { kind: decision, row };
    }),
  );
}

/** A hook that throws holds: what the app might not want sent is not sent. */
async function decide({ beforeSend, trace }: Outbox, { task }: LedgerRow, signal: AbortSignal) {
  if (beforeSend === undefined || task.status !== 'pending') return 'send';
  try {
    const decision: unknown = await within(signal, beforeSend(task));
    if (decision === 'send' || decision === 'hold' || decision === 'drop') return decision;
    throw new TypeError(`beforeSend decides "send", "hold" or "drop", not ${decision}.`);
  } catch (cause) {
    trace({ kind: 'hook-failed', hook: 'beforeSend', cause });
    return 'hold';
  }
}

/**
 * Writes that an attempt begins, or what is to happen instead. Gives the task as it is now: still waiting when somebody
 * has paused the outbox or signed the account out since it was planned; nothing when somebody has moved it.
 */
export async function begin(draft: Draft, todo: Plan, now: number): Promise<QueueTask | undefined> {
  const [{ paused, held }, row] = await Promise.all([draft.controls(), draft.get(todo.row.id)]);
  if (row === undefined || !isIn(row, 'pending')) return undefined;
  if (paused || held.includes(row.task.account)) return row.task; // Those behind it must not overtake it.
  if (todo.kind === 'hold' && row.task.wait.for === 'app') return row.task; // Nothing has changed.
  const next = attempted(todo, row, now);
  await settle(draft, next, next.task, now);
  return next.task;
}

function attempted(todo: Plan, row: RowIn<'pending'>, now: number): LedgerRow {
  const { task, attempts } = row;
  switch (todo.kind) {
    case 'send':
      return { ...row, attempts: attempts + 1, task: begun(task, now) };
    case 'hold':
      return { ...row, task: waiting(task, { for: 'app' }) };
    case 'drop':
      return { ...row, task: completed(task, { kind: 'dropped' }, now) };
    case 'quarantine':
      return { ...row, task: unsendable(task, todo.code, now) };
  }
}

/** Writes what came of an attempt. One that was not sent is taken back. Gives the task as it is now. */
export async function end(
  draft: Draft,
  id: string,
  verdict: Verdict | 'unsent',
  now: number,
  random: () => number,
): Promise<QueueTask | undefined> {
  if (verdict === 'unsent') return await takeBack(draft, id, now);
  const task =
    verdict.kind === 'signed-out'
      ? await takeBack(draft, id, now)
      : await conclude(draft, id, (row) => [counted(row, verdict), transition(row, verdict, now, random)], now);
  const isHeld = verdict.kind === 'hold' || verdict.kind === 'signed-out';
  if (task !== undefined && isHeld) await hold(draft, task.account);
  return task;
}

/** Gives a row on its way what came of it, if it still is on its way. */
async function conclude(
  draft: Draft,
  id: string,
  step: (row: RowIn<'processing'>) => readonly [LedgerRow, QueueTask],
  now: number,
): Promise<QueueTask | undefined> {
  const row = await draft.get(id);
  if (row === undefined || !isIn(row, 'processing')) return undefined;
  const [next, task] = step(row);
  await settle(draft, next, task, now);
  return task;
}

function takeBack(draft: Draft, id: string, now: number): Promise<QueueTask | undefined> {
  return conclude(
    draft,
    id,
    (row) => {
      const unsent = { ...row, attempts: row.attempts - 1 };
      return [unsent, interrupted(unsent, now)];
    },
    now,
  );
}

/** Whether the rest of a lane has to wait behind a task that was tried. */
export function stopsLane(task: QueueTask | undefined, { blocksLane }: LedgerRow): boolean {
  return task?.status === 'pending' || task?.status === 'processing' || (task?.status === 'failed' && blocksLane);
}
