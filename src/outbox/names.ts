/** What one outbox is called in each of the browser's own registers. */
export interface OutboxNames {
  readonly queue: string;
  /** The tag that Workbox listens to for this queue. */
  readonly syncTag: string;
  /** How the tags begin that are ours, for when Workbox's is in the browser's backoff. */
  readonly freshTag: string;
  readonly ledger: string;
  readonly channel: string;
  readonly lock: string;
}

export const DEFAULT_NAME = 'backhaul';

export function outboxNames(name: string): OutboxNames {
  return {
    queue: name,
    syncTag: `workbox-background-sync:${name}`,
    freshTag: `backhaul:${name}:`,
    ledger: `${name}-ledger`,
    channel: name,
    lock: `${name}:replay`,
  };
}
