import type { TasksChanged } from '../../protocol/index.ts';

/** Tells every page of the origin what changed. Nothing is kept for a page that opens later. */
export interface Announcer {
  readonly announce: (change: TasksChanged) => void;
  readonly close: () => void;
}

export function announcer(channelName: string): Announcer {
  const channel = new BroadcastChannel(channelName);
  return {
    announce: (change) => guarded(() => channel.postMessage(change)), // It throws once the channel is closed.
    close: () => channel.close(),
  };
}

/** What was announced has been committed: a listener's mistake is reported, and hinders neither it nor other listeners. */
export function guarded(tell: () => void): void {
  try {
    tell();
  } catch (cause) {
    reportError(cause);
  }
}
