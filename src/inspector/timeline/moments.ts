import type { QueueTask } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';

/** What happened to a task, and when: milliseconds since 1970. */
export interface Moment {
  readonly kind: 'saved' | 'attempt' | 'delivered' | 'failed' | 'ended';
  readonly at: number;
}

/** Oldest first. Attempts are known as far as passes were recorded. */
export function momentsOf(task: QueueTask, passes: readonly PassRecord[]): readonly Moment[] {
  const attempts = passes.flatMap((pass) =>
    pass.attempts.filter(({ tasks }) => tasks.includes(task.id)).map(({ at }): Moment => ({ kind: 'attempt', at })),
  );
  const moments: readonly Moment[] = [{ kind: 'saved', at: task.createdAt }, ...attempts, ...lastOf(task, attempts)];
  return moments.toSorted((one, other) => one.at - other.at);
}

function lastOf(task: QueueTask, attempts: readonly Moment[]): readonly Moment[] {
  switch (task.status) {
    case 'pending':
      return [];
    case 'processing':
      return attempts.some(({ at }) => at >= task.startedAt) ? [] : [{ kind: 'attempt', at: task.startedAt }];
    case 'failed':
      return [{ kind: 'failed', at: task.processedAt }];
    case 'completed':
      return [{ kind: task.outcome.kind === 'delivered' ? 'delivered' : 'ended', at: task.processedAt }];
  }
}
