import type { JournalSyncState, SyncStatus } from 'backhaul';

/** What comes before everything else that could be told of this account. */
export interface Attention {
  /** The keys were changed elsewhere. */
  readonly kind: 'keys';
  /** How many collections have something that the server has not got. */
  readonly waiting: number;
}

type Told = Pick<JournalSyncState, 'keys' | 'dirty'>;

/** Who is signed out needs the words for that first. */
export function attentionOf({ keys, dirty }: Told, status: SyncStatus): Attention | undefined {
  const waitsForWords = keys === 'changed' && status.kind !== 'waiting-for-sign-in';
  return waitsForWords ? { kind: 'keys', waiting: dirty.size } : undefined;
}
