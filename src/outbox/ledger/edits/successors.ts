import type { Draft } from '../ledger.ts';

/** Whoever depends on a task that was replaced depends on the one that took its place. */
export async function successors(draft: Draft, ids: readonly string[]): Promise<readonly string[]> {
  return await Promise.all(ids.map((id) => successor(draft, id)));
}

async function successor(draft: Draft, id: string): Promise<string> {
  const task = (await draft.get(id))?.task;
  const isReplaced = task?.status === 'completed' && task.outcome.kind === 'superseded';
  return isReplaced ? await successor(draft, task.outcome.by) : id;
}
