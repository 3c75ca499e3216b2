import { refuse } from '../handler/refusal.ts';
import type { AccountTransaction } from '../store/store.ts';
import { minus, type Usage } from '../store/usage.ts';

/** The most that one account may hold, counted as in `Usage`. 0 is no limit. */
export type Quota = Usage;

export interface QuotaOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly quota: Quota;
}

export const DEFAULT_QUOTA: Quota = { bytes: 1024 ** 3, entries: 100_000 };

/**
 * What deletions may take beyond the quota: a tombstone has a name and a clock too, and who deletes wants to make room. Joining
 * a space may, too: all that an account holds then is that it has used an invite.
 */
export function withReserve({ bytes, entries }: Quota): Quota {
  return { bytes: Math.ceil(bytes * 1.125), entries };
}

/**
 * Does `work`, unless the account would hold more than it may. What makes it hold less goes through however much that is.
 * @throws Refusal `quota-exceeded`: nothing of the work may remain then.
 */
export async function withinQuota<Result>(
  transaction: AccountTransaction,
  quota: Quota,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = transaction.usage;
  const result = await work();
  const growth = minus(transaction.usage, before);
  if (!isExceeded(quota, transaction.usage, growth)) return result;
  await transaction.collectFreed();
  if (isExceeded(quota, transaction.usage, growth)) throw quotaExceeded(quota);
  return result;
}

function isExceeded(quota: Quota, usage: Usage, growth: Usage): boolean {
  const isOver = (most: number, held: number, more: number) => most > 0 && more > 0 && held > most;
  return isOver(quota.bytes, usage.bytes, growth.bytes) || isOver(quota.entries, usage.entries, growth.entries);
}

/** RFC 4918: not to be sent again until the person asks. */
function quotaExceeded({ bytes, entries }: Quota) {
  const most = [...(bytes > 0 ? [`${bytes} bytes`] : []), ...(entries > 0 ? [`${entries} entries`] : [])].join(' and ');
  const detail = `An account holds at most ${most}. Delete something first.`;
  return refuse('quota-exceeded', 507, 'The account holds too much.', detail);
}
