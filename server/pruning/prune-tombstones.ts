import type { AccountTransaction } from '../store/store.ts';
import type { Pruning } from './pruning.ts';
import { watermarkOf } from './watermark.ts';

/** What one request has to wait for at most; the rest goes with the next. */
const PRUNED_AT_ONCE = 1_000;

/** Removes tombstones that are old, and that every device has read, if it is time to. `now` is milliseconds since 1970. */
export async function pruneTombstones(transaction: AccountTransaction, now: number, pruning: Pruning): Promise<void> {
  const { tombstoneAge, deviceAway, every } = pruning;
  if (now - transaction.prunedAt < every) return;
  const until = watermarkOf(await transaction.devices.list(), now - deviceAway);
  const bounds = { until: until ?? 0, before: now - tombstoneAge, most: PRUNED_AT_ONCE };
  const removed = await transaction.removeTombstones(bounds);
  if (removed < PRUNED_AT_ONCE) transaction.notePruned(now);
}
