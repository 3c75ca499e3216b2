import type { Controls, QueueTask } from '../../protocol/index.ts';
import { holdBecauseOf } from '../ledger/edits/control.ts';
import { move } from '../ledger/edits/move.ts';
import type { Draft } from '../ledger/ledger.ts';
import type { LedgerRow, RowIn } from '../ledger/row.ts';
import { begun, completed, waiting } from '../ledger/states.ts';
import type { QueueEntry } from '../queue/entry.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { prepare } from '../send/prepare.ts';
import { within } from '../send/within.ts';
import type { Unsendable } from '../task/unsendable.ts';
import { type Ended, type Fate, type Move, wasAsked } from './carriage.ts';
import type { Outbox } from './outbox.ts';
import { interrupted, transition, unsendable } from './transition.ts';

/** What is to be done with a task whose turn it is. */
export type Plan =
  | { readonly kind: 'send'; readonly row: LedgerRow; readonly stored: StoredRequest }
  | { readonly kind: 'hold' | 'drop'; readonly row: LedgerRow }
  | { readonly kind: 'quarantine'; readonly row: LedgerRow; readonly code: Unsendable };

/** Reads the requests of these tasks, in one transaction. */
export async function read({ queue }: Outbox, rows: readonly LedgerRow[]): Promise<Entries> {
  const entries = await queue.read(rows.flatMap(({ place }) => place ?? []));
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** Entries of the queue by their keys. */
export type Entries = ReadonlyMap<number | null, QueueEntry>;

/** Asks the app what is to become of each of these tasks. Nothing is written. */
export async function plan(outbox: Outbox, rows: readonly LedgerRow[], entries: Entries): Promise<readonly Plan[]> {
  const { environment, limits, knowledge, trace } = outbox;
  const signal = environment.deadline(limits.attempt);
  return await Promise.all(
    rows.map(async (row): Promise<Plan> => {
      const stored = await prepare(entries.get(row.place), knowledge, trace, signal);
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
    throw new TypeError(`beforeSend gave ${decision}.`);
  } catch (cause) {
    trace({ kind: 'hook-failed', hook: 'beforeSend', cause });
    return 'hold';
  }
}

/**
 * Writes that an attempt begins, or what is to happen instead. Gives the task as it is now: still waiting when somebody
 * has paused the outbox or signed the account out since it was planned; nothing when somebody has moved it.
 */
export function begin(
  draft: Draft,
  todo: Plan,
  { paused, held }: Controls,
  now: number,
): Promise<QueueTask | undefined> {
  const step = (row: RowIn<'pending'>) => {
    if (paused || held.includes(row.task.account)) return row; // Those behind it must not overtake it.
    return todo.kind === 'hold' && row.task.wait.for === 'app' ? row : attempted(todo, row, now);
  };
  return move(draft, todo.row.id, 'pending', step, now);
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
      return unsendable(row, todo.code, now);
  }
}

/**
 * Writes what came of an attempt. One that was not sent is taken back; one that is `lost` may have arrived, and nothing
 * is known of it. Gives the task as it is now.
 */
export async function end({ now, environment }: Outbox, draft: Draft, { row, verdict }: Ended): Promise<Move> {
  const at = now();
  let startedAt = at;
  const step = (tried: RowIn<'processing'>) => {
    startedAt = tried.task.startedAt;
    if (wasAsked(verdict)) return transition(tried, verdict, at, environment.random);
    return interrupted(verdict === 'lost' ? tried : { ...tried, attempts: tried.attempts - 1 }, at);
  };
  const task = await move(draft, row.id, 'processing', step, at);
  if (task && needsSignIn(verdict)) await holdBecauseOf(draft, task.account, startedAt, at);
  return { row, task };
}

function needsSignIn(verdict: Fate): boolean {
  return typeof verdict !== 'string' && (verdict.kind === 'hold' || verdict.kind === 'signed-out');
}
