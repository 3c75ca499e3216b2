import { isTasksChanged, type TasksChanged } from '../../protocol/index.ts';
import { guarded } from '../guarded.ts';

/** Tells every page of the origin what changed. Nothing is kept for a page that opens later. */
export interface Announcer {
  readonly announce: (change: TasksChanged) => void;
  readonly close: () => void;
}

/** What a worker needs. */
export interface WorkerAnnouncer extends Announcer {
  /** Counts what pages have told that may concern a task on its way: a cancelled one, a pause, somebody signed out. */
  readonly othersActed: () => number;
}

export function announcer(channelName: string): WorkerAnnouncer {
  const channel = new BroadcastChannel(channelName);
  let acts = 0;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isTasksChanged(data) && isAct(data)) acts += 1;
  };
  return {
    othersActed: () => acts,
    announce: (change) => guarded(() => channel.postMessage(change)), // It throws once the channel is closed.
    close: () => channel.close(),
  };
}

/** Whether a change may concern a task on its way. A task that is new concerns none. */
export function isAct({ changed, controls }: TasksChanged): boolean {
  return controls !== undefined || changed.some(({ status }) => status !== 'pending');
}
