import type { AccountTransaction, KeptAnswer } from '../store/store.ts';

/** One attempt at an effect. `at` is milliseconds since 1970. */
export interface Attempt {
  readonly key: string;
  readonly fingerprint: string;
  readonly at: number;
  /** Where having the effect once more would do harm even after `KEPT_FOR`. */
  readonly isKeptForEver?: boolean;
}

/** `done` has taken effect now; `replayed` had before; `reused` is the key of another request, and nothing happened. */
export type OnceOutcome =
  | { readonly outcome: 'done' | 'replayed'; readonly kept: KeptAnswer }
  | { readonly outcome: 'reused' };

/**
 * Milliseconds for which an answer is kept at least: 400 days. A request that comes again after that has its effect again, unless
 * it is kept for ever: a delta, a part and a message change nothing then, because they say themselves what is newest.
 */
export const KEPT_FOR = 400 * 24 * 60 * 60_000;

/** The old ones are looked for at one change in so many: what is too many goes, and hardly a save pays for it. */
const SWEEP_EVERY = 64;

/**
 * Has the effect only if no attempt with this key has had it, and keeps its answer in the same transaction. An answer that does not
 * hold any more is none: the effect is had anew.
 */
export async function once(
  transaction: AccountTransaction,
  attempt: Attempt,
  effect: () => Promise<KeptAnswer>,
  holds: Holds = async () => true,
): Promise<OnceOutcome> {
  const { key, fingerprint, at } = attempt;
  const record = await transaction.findRecord(key);
  if (record !== undefined && record.fingerprint !== fingerprint) return { outcome: 'reused' };
  if (record !== undefined && (await holds(record.answer))) return { outcome: 'replayed', kept: record.answer };
  if (record !== undefined) await transaction.removeRecord(key);
  const answer = await effect();
  await transaction.keepRecord({ key, fingerprint, answer, createdAt: attempt.isKeptForEver ? FOR_EVER : at });
  if (isTimeToSweep(attempt)) await transaction.removeRecordsBefore(at - KEPT_FOR);
  return { outcome: 'done', kept: answer };
}

/** Whether an answer that is kept is still true. */
export type Holds = (kept: KeptAnswer) => Promise<boolean>;

const FOR_EVER = Number.MAX_SAFE_INTEGER;

/** By the request itself: whatever an account does, its records come up. */
function isTimeToSweep({ fingerprint }: Attempt): boolean {
  return Number.parseInt(fingerprint.slice(0, 4), 16) % SWEEP_EVERY === 0;
}
