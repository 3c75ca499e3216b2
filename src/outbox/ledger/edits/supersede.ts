import type { QueueTask } from '../../../protocol/index.ts';
import type { Draft } from '../ledger.ts';
import { byAge, type LedgerRow } from '../row.ts';
import { completed } from '../states.ts';
import { hasFailedWith, reviveIfItMay } from './revive.ts';
import { settle, sharedFate } from './settle.ts';
import { successors } from './successors.ts';

/** Lists a task in the place of those that it replaces. One that cannot be sent itself replaces none. */
export async function supersede(draft: Draft, row: LedgerRow, insteadOf: string | null, now: number): Promise<void> {
  const fate = await sharedFate(draft, row, now);
  const replaced = fate === undefined ? await replacedBy(draft, row, insteadOf) : [];
  const refusals = replaced.reduce((most, older) => Math.max(most, older.refusals), 0);
  draft.put({ ...row, refusals, task: fate ?? replaced.reduce(asPatientAs, row.task) });
  const outcome = { kind: 'superseded', by: row.id } as const;
  for (const older of replaced) {
    await settle(draft, { ...older, task: completed(older.task, outcome, now) }, now);
    await handOver(draft, older.id, now);
  }
}

/** Those that have failed with it wait again. */
async function handOver(draft: Draft, id: string, now: number): Promise<void> {
  for (const dependent of await draft.findBy('dependsOn', id)) {
    const next = { ...dependent, dependsOn: await successors(draft, dependent.dependsOn) };
    draft.put(next);
    if (hasFailedWith(dependent, id)) await reviveIfItMay(draft, next, now);
  }
}

async function replacedBy(draft: Draft, row: LedgerRow, insteadOf: string | null): Promise<readonly LedgerRow[]> {
  const rivals = row.replaces === null ? [] : await draft.findBy('replaces', row.replaces);
  const edited = insteadOf === null ? undefined : await draft.get(insteadOf);
  const candidates = rivals.filter((older) => isReplaceable(older, row));
  if (edited?.task.status === 'failed' && !candidates.some(({ id }) => id === edited.id)) candidates.push(edited);
  const replaced: LedgerRow[] = [];
  for (const older of candidates) if (!(await isNeeded(draft, older, row))) replaced.push(older);
  return replaced;
}

/** In the place of one that others wait for, or that it waits for itself, the newer one would wait for ever. */
async function isNeeded(draft: Draft, { id, task }: LedgerRow, by: LedgerRow): Promise<boolean> {
  if (by.dependsOn.includes(id)) return true;
  for (const dependent of await draft.findBy('dependsOn', id)) {
    if (task.status === 'pending' && dependent.task.status === 'pending') return true;
    if (dependent.task.status !== 'completed' && (await isNeeded(draft, dependent, by))) return true;
  }
  return false;
}

function isReplaceable(older: LedgerRow, by: LedgerRow): boolean {
  const isWaiting = older.task.status === 'pending' || older.task.status === 'failed';
  // One that is newer was listed before us, since this tab is slow.
  return isWaiting && older.task.account === by.task.account && byAge(older, by) < 0;
}

/** What a server asked of a task, it asked of the one that takes its place. */
function asPatientAs(task: QueueTask, { task: replaced }: LedgerRow): QueueTask {
  if (task.status !== 'pending' || replaced.status !== 'pending' || replaced.wait.for !== 'server') return task;
  return { ...task, retryCount: replaced.retryCount, wait: replaced.wait };
}
