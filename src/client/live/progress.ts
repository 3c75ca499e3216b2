import type { QueueTask } from '../../protocol/index.ts';

/** The tasks of one drain: from the first one that had to be sent until none has. */
export interface Drain {
  readonly ids: ReadonlySet<string>;
  readonly done: number;
}

export const noDrain: Drain = { ids: new Set(), done: 0 };

/** The drain after a change: grows by every task that is new on the way, ends when nothing is left to send. */
export function follow(drain: Drain, tasks: readonly QueueTask[]): Drain {
  const active = tasks.filter(isActive).map(({ id }) => id);
  if (active.length === 0) return noDrain;
  const superseded = new Set(tasks.filter(isSuperseded).map(({ id }) => id));
  const ids = new Set([...drain.ids, ...active].filter((id) => !superseded.has(id)));
  return { ids, done: ids.size - active.length };
}

/** The figures that a person reads: "Sending 3 of 12" is the third of twelve. */
export function progressOf({ ids, done }: Drain): { readonly done: number; readonly of: number } {
  return { done: Math.min(done + 1, ids.size), of: ids.size };
}

/** Replaced before it was sent: it is neither done nor to be done. */
function isSuperseded(task: QueueTask): boolean {
  return task.status === 'completed' && task.outcome.kind === 'superseded';
}

function isActive({ status }: QueueTask): boolean {
  return status === 'pending' || status === 'processing';
}
