import * as v from 'valibot';
import { type TasksChanged, type ToPage, toPageSchema } from '../../protocol/index.ts';

/** Tells every page of the origin, this one included, what changed. Nothing is kept for a page that opens later. */
export interface Announcements {
  readonly announce: (change: TasksChanged) => void;
  readonly listen: (listener: (message: ToPage) => void) => () => void;
  readonly close: () => void;
}

export function broadcastAnnouncements(channelName: string): Announcements {
  const channel = new BroadcastChannel(channelName);
  const listeners = new Set<(message: ToPage) => void>();
  const tell = (message: ToPage) => {
    for (const listener of listeners) guarded(() => listener(message));
  };
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const message = v.safeParse(toPageSchema, event.data);
    if (message.success) tell(message.output);
  };
  return {
    announce: (change) => {
      guarded(() => channel.postMessage(change)); // It throws once the channel is closed.
      tell(change);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => channel.close(),
  };
}

/** What was announced has been committed: a listener's mistake is reported, and hinders neither it nor other listeners. */
function guarded(tell: () => void): void {
  try {
    tell();
  } catch (cause) {
    reportError(cause);
  }
}
