import { isTasksChanged, type TasksChanged } from '../../protocol/index.ts';
import { guarded } from '../guarded.ts';
import type { Announcer } from './announcer.ts';

/** What a page hears: the announcements of others, and its own at once. */
export interface Announcements extends Announcer {
  readonly listen: (listener: (message: TasksChanged) => void) => () => void;
}

export function broadcastAnnouncements(channelName: string): Announcements {
  const channel = new BroadcastChannel(channelName);
  const listeners = new Set<(message: TasksChanged) => void>();
  const tell = (change: TasksChanged) => {
    for (const listener of listeners) guarded(() => listener(change));
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isTasksChanged(data)) tell(data);
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
