import type { OpenOutbox } from '../../outbox/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import type { LiveTasks } from '../live/live-tasks.ts';

/**
 * Notices tasks that were on their way when their worker or tab died. Whoever sends holds the replay lock, and the browser
 * frees it with its holder: as soon as this page gets it, a task that is still "on its way" has nobody.
 */
export function watchForOrphans(
  live: LiveTasks,
  { environment, names }: Pick<OpenOutbox, 'environment' | 'names'>,
  onOrphans: () => void,
): () => void {
  let isWatching = false;
  const look = async () => {
    if (isWatching || !isSending(live.current())) return;
    isWatching = true;
    try {
      await environment.exclusively(names.lock, async () => undefined);
      await live.refresh();
    } finally {
      isWatching = false;
    }
    if (isSending(live.current())) onOrphans();
  };
  return live.subscribe(() => {
    look().catch(() => undefined); // Without the lock or the ledger nothing can be said; the next change looks again.
  });
}

function isSending(tasks: readonly QueueTask[] | undefined): boolean {
  return tasks?.some(({ status }) => status === 'processing') ?? false;
}
