import type { OpenOutbox } from '../../outbox/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import type { LiveTasks } from '../live/live-tasks.ts';

/**
 * Notices tasks that nobody cares for: on their way when their worker or tab died, or left over by a pass whose time was
 * up. Whoever sends holds the replay lock, and the browser frees it with its holder: as soon as this page gets it, a task
 * that is still "on its way", or still has its turn, has nobody.
 */
export function watchForOrphans(
  live: LiveTasks,
  { environment, names }: Pick<OpenOutbox, 'environment' | 'names'>,
  onOrphans: () => void,
): () => void {
  let isWatching = false;
  const look = async () => {
    if (isWatching || !live.current()?.some(hasTurn)) return;
    isWatching = true;
    try {
      await environment.exclusively(names.lock, async () => undefined);
      await live.refresh();
    } finally {
      isWatching = false;
    }
    if (live.current()?.some(hasTurn)) onOrphans();
  };
  return live.subscribe(() => {
    look().catch(() => undefined); // Without the lock or the ledger nothing can be said; the next change looks again.
  });
}

function hasTurn(task: QueueTask): boolean {
  return task.status === 'processing' || (task.status === 'pending' && task.wait.for === 'turn');
}
