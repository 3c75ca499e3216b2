const CHANNEL = 'backhaul-app:leaving';

/** Before the account is removed from this device, so that nobody opens it; and when it has gone, or could not be removed. */
export type Leaving = 'leave' | 'left';

/** Tells every other tab, and the worker, to let go of the account. */
export function tellToLeave(word: Leaving): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(word);
  channel.close();
}

export interface Departure {
  /** Resolves once the account leaves this device. */
  readonly left: Promise<void>;
  /** This tab itself has removed it. */
  readonly leave: () => void;
}

/** Calls `letGo` when another tab is about to remove the account. */
export function waitForDeparture(letGo: () => void): Departure {
  const channel = new BroadcastChannel(CHANNEL);
  let resolveLeft: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    resolveLeft = resolve;
  });
  const leave = () => {
    channel.close();
    resolveLeft();
  };
  channel.addEventListener('message', () => {
    letGo();
    leave();
  });
  return { left, leave };
}
