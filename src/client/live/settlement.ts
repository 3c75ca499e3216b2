import type { QueueTask } from '../../protocol/index.ts';
import type { Settlement } from '../client.ts';
import type { LiveTasks } from './live-tasks.ts';

/** Waits for a task to be settled. Resolves at once for one that already is. */
export function settlementOf(id: string, live: LiveTasks): Promise<Settlement> {
  return new Promise((resolve) => {
    let wasListed = false;
    const look = () => {
      const tasks = live.current();
      if (tasks === undefined) return;
      const task = tasks.find((candidate) => candidate.id === id);
      const settlement = task === undefined ? absent(wasListed) : settled(task);
      wasListed ||= task !== undefined;
      if (settlement === undefined) return;
      stop();
      resolve(settlement);
    };
    const stop = live.subscribe(look);
    look();
  });
}

function absent(wasListed: boolean): Settlement {
  return wasListed ? { kind: 'discarded' } : { kind: 'unknown' };
}

function settled(task: QueueTask): Settlement | undefined {
  if (task.status === 'failed') return { kind: 'failed', error: task.error };
  return task.status === 'completed' ? task.outcome : undefined;
}
