import * as v from 'valibot';
import { guarded } from '../../outbox/index.ts';
import type { JournalChanged } from '../journal.ts';

/** Tells every tab and the worker what changed, this one at once. Nothing is kept for one that opens later. */
export interface ChangeChannel {
  readonly announce: (change: Omit<JournalChanged, 'type'>) => void;
  readonly listen: (listener: (change: JournalChanged) => void) => () => void;
  readonly close: () => void;
}

const TYPE = 'backhaul:journal-changed';

const changedSchema = v.object({
  type: v.literal(TYPE),
  collections: v.array(v.string()),
  cause: v.picklist(['saved', 'acknowledged', 'pulled', 'caught-up', 'reverted', 'settings', 'keys']),
});

export function broadcastChanges(name: string): ChangeChannel {
  const channel = new BroadcastChannel(name);
  const listeners = new Set<(change: JournalChanged) => void>();
  const tell = (change: JournalChanged) => {
    for (const listener of listeners) guarded(() => listener(change));
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (v.is(changedSchema, data)) tell(data);
  };
  return {
    announce: (change) => {
      const told = { type: TYPE, ...change } as const;
      guarded(() => channel.postMessage(told)); // It throws once the channel is closed.
      tell(told);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => channel.close(),
  };
}
