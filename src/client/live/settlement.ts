import type { QueueTask } from '../../protocol/index.ts';
import type { Settlement } from '../client.ts';
import type { LiveTasks } from './live-tasks.ts';

/** Waits for a task to be settled. Resolves at once for one that already is, and for one that nobody knows. */
export function settlementOf(id: string, live: LiveTasks): Promise<Settlement> {
  return settle(id, live, { kind: 'unknown' });
}

/** The same for a task that has just been stored: it is listed sooner or later, if not by this page. */
export function settlementOfNew(id: string, live: LiveTasks): Promise<Settlement> {
  return settle(id, live, undefined);
}

function settle(id: string, live: LiveTasks, neverListed: Settlement | undefined): Promise<Settlement> {
  return new Promise((resolve) => {
    let wasListed = false;
    const look = () => {
      const tasks = live.current();
      if (tasks === undefined) return;
      const task = tasks.find((candidate) => candidate.id === id);
      const absent = wasListed ? ({ kind: 'discarded' } as const) : neverListed;
      const settlement = task === undefined ? absent : settled(task);
      wasListed ||= task !== undefined;
      if (settlement === undefined) return;
      stop();
      resolve(settlement);
    };
    const stop = live.subscribe(look);
    look();
  });
}

function settled(task: QueueTask): Settlement | undefined {
  if (task.status === 'failed') return { kind: 'failed', error: task.error };
  return task.status === 'completed' ? task.outcome : undefined;
}
