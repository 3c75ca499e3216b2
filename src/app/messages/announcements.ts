import { type AccountId, spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';

/** What has changed on this device of the account's spaces. */
export type SpacesChange = v.InferOutput<typeof changeSchema>;

const changeSchema = v.variant('kind', [
  v.object({ kind: v.literal('messages'), space: spaceIdSchema }),
  v.object({ kind: v.literal('joined') }),
]);

/** Tells every tab of the account, this one included. */
export interface SpacesAnnouncements {
  readonly tell: (change: SpacesChange) => void;
  /** Gives the way to stop. */
  readonly watch: (listener: (change: SpacesChange) => void) => () => void;
  readonly close: () => void;
}

export function spacesAnnouncements(account: AccountId): SpacesAnnouncements {
  const listeners = new Set<(change: SpacesChange) => void>();
  let isClosed = false;
  const channel = new BroadcastChannel(`backhaul-app-spaces:${account}`);
  const hear = (change: SpacesChange) => {
    for (const listener of listeners) listener(change);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const change = v.safeParse(changeSchema, data); // A tab of another version may speak, too.
    if (change.success) hear(change.output);
  });
  return {
    tell: (change) => {
      if (isClosed) return; // What was under way when the account left this device.
      hear(change);
      channel.postMessage(change);
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
      channel.close();
    },
  };
}
