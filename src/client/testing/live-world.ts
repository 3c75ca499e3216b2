import { vi } from 'vitest';
import type { LedgerSnapshot } from '../../outbox/index.ts';
import { type Controls, NO_CONTROLS, type QueueTask, type TasksChanged } from '../../protocol/index.ts';
import { liveTasks } from '../live/live-tasks.ts';

/** A ledger whose content the test sets, and the announcements of whoever changed it. */
export function liveWorld(tasks: readonly QueueTask[], sequence = 1) {
  const listeners = new Set<(message: TasksChanged) => void>();
  let snapshot = snapshotOf(tasks, sequence);
  const read = vi.fn(async () => snapshot);
  const live = liveTasks(
    { read, sequence: async () => snapshot.sequence, change: refuse },
    {
      announce: () => undefined,
      close: () => undefined,
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  );
  return {
    live,
    read,
    hold: (now: readonly QueueTask[], at: number, controls?: Controls) => {
      snapshot = snapshotOf(now, at, controls);
    },
    announce: (sequence: number, changed: readonly QueueTask[], more: Partial<TasksChanged> = {}) => {
      for (const listener of listeners) {
        listener({ type: 'backhaul:tasks-changed', sequence, changed, removed: [], ...more });
      }
    },
  };
}

function snapshotOf(tasks: readonly QueueTask[], sequence: number, controls: Controls = NO_CONTROLS): LedgerSnapshot {
  const nothing = { place: null, origin: '', orderingKey: null, replaces: null, creates: null };
  const row = { ...nothing, dependsOn: [], blocksLane: false, attempts: 0, misses: 0, refusals: 0, isCancelled: false };
  return { sequence, controls, rows: tasks.map((task) => ({ ...row, id: task.id, task })) };
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('This test only reads.'));
}
