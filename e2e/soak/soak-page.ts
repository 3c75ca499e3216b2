/** What the driver asks of the soak's page. */
export interface SoakPage {
  /** Resolves once the queue can take tasks. */
  readonly ready: Promise<void>;
  /** Whose everything is that this browser saves. */
  readonly account: () => Promise<string>;
  /** `stored` only if the queue under test says that it has it. */
  readonly write: (task: PageTask) => Promise<Told>;
  readonly cancel: (key: string) => Promise<CancelTold>;
  /** Whether this queue can take a task back. */
  readonly canCancel: boolean;
  /** How many requests the queue holds on this device. */
  readonly waiting: () => Promise<number>;
  readonly replayNow: () => Promise<void>;
  /** What the queue says of each task that it has neither delivered nor given up. */
  readonly held: () => Promise<readonly unknown[]>;
  /** What the queue has given up, in words for a person. */
  readonly failures: () => Promise<readonly string[]>;
}

/** A write to one entry; `value` is nothing for a tombstone. */
export interface PageTask {
  readonly kind: 'message' | 'save' | 'delete';
  readonly entry: string;
  readonly lane: string;
  readonly clock: string;
  readonly value: string | null;
}

export type Told =
  | { readonly kind: 'stored'; readonly key: string }
  | { readonly kind: 'refused'; readonly code: string };

export type CancelTold =
  | { readonly kind: 'cancelled'; readonly mayHaveArrived: boolean }
  | { readonly kind: 'too-late' };

declare global {
  interface Window {
    soak: SoakPage;
  }
}
