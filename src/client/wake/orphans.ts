import type { OpenOutbox } from '../../outbox/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import type { LiveSnapshot } from '../live/live-snapshot.ts';
import type { LiveTasks } from '../live/live-tasks.ts';

interface Watching extends Pick<OpenOutbox, 'environment' | 'names'> {
  readonly view: LiveSnapshot;
  readonly live: LiveTasks;
}

/**
 * Notices tasks that nobody cares for: on their way when their worker or tab died, or left over by a pass whose time was
 * up. Whoever sends holds the replay lock, and the browser frees it with its holder: as soon as this page gets it, a task
 * that is still "on its way", or still has its turn, has nobody.
 */
export function watchForOrphans({ view, live, environment, names }: Watching, onOrphans: () => void): () => void {
  let isWatching = false;
  const hasOrphans = () => {
    const now = environment.now();
    return navigator.onLine && !view.current.isPaused && view.current.tasks.some((task) => hasTurn(task, now));
  };
  const look = async () => {
    if (isWatching || !hasOrphans()) return;
    isWatching = true;
    try {
      await environment.exclusively(names.lock, async () => undefined);
      await live.catchUp(); // With what was written before the lock was given back.
    } finally {
      isWatching = false;
    }
    if (hasOrphans()) onOrphans();
  };
  return view.subscribe(() => {
    look().catch(() => undefined); // Without the lock nothing can be said; the next change looks again.
  });
}

function hasTurn(task: QueueTask, now: number): boolean {
  if (task.status !== 'pending') return task.status === 'processing';
  return task.wait.for === 'turn' || ('until' in task.wait && task.wait.until <= now);
}
