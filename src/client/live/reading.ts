import type { Snapshot } from '../client.ts';
import { type Drain, follow, noDrain, progressOf } from './progress.ts';
import { statusOf } from './status.ts';
import { summaryOf } from './summary.ts';
import type { TaskBook } from './task-book.ts';

/** What the tasks of this page come to, change after change. */
export type Reading = (book: TaskBook) => Pick<Snapshot, 'status' | 'summary'>;

export function openReading(): Reading {
  let drain: Drain = noDrain;
  return ({ tasks, controls }) => {
    drain = follow(drain, tasks);
    return {
      status: statusOf(tasks, navigator.onLine, progressOf(drain), controls.paused),
      summary: summaryOf(tasks),
    };
  };
}
