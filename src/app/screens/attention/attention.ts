import type { JournalSyncState, SyncStatus } from 'backhaul';
import type { DoubtReason } from 'backhaul/journal';

/** What comes before everything else that could be told of this account. */
export type Attention =
  | { readonly kind: 'history'; readonly reason: DoubtReason }
  /** The keys were changed elsewhere. `waiting` is how many collections have something that the server has not got. */
  | { readonly kind: 'keys'; readonly waiting: number };

type Told = Pick<JournalSyncState, 'standing' | 'keys' | 'isOn' | 'dirty'>;

/** Who has turned sync off has decided about the server's history; who is signed out needs the words for that first. */
export function attentionOf({ standing, keys, isOn, dirty }: Told, status: SyncStatus): Attention | undefined {
  if (standing.kind === 'doubted' && isOn) return { kind: 'history', reason: standing.reason };
  const waitsForWords = keys === 'changed' && status.kind !== 'waiting-for-sign-in';
  return waitsForWords ? { kind: 'keys', waiting: dirty.size } : undefined;
}
