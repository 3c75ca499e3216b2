import type { LedgerRow } from './row.ts';

/** How many settled tasks stay listed, and for how long (in milliseconds). */
export interface Retention {
  readonly count: number;
  readonly age: number;
}

export const DEFAULT_RETENTION: Retention = { count: 200, age: 7 * 24 * 60 * 60 * 1000 };

/**
 * The completed tasks that need no longer be listed: the oldest ones beyond the count, and those past the age. One that
 * was superseded stays until its successor is settled, since others may depend on it.
 */
export function outlived(rows: readonly LedgerRow[], now: number, retention: Retention): readonly string[] {
  const open = new Set(rows.filter(({ task }) => task.status !== 'completed').map(({ id }) => id));
  const completed = rows
    .flatMap(({ task }) => (task.status === 'completed' ? task : []))
    .sort((a, b) => b.processedAt - a.processedAt);
  return completed
    .filter((task, place) => place >= retention.count || now - task.processedAt > retention.age)
    .filter(({ outcome }) => outcome.kind !== 'superseded' || !open.has(outcome.by))
    .map(({ id }) => id);
}
