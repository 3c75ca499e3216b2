import type { AccountTransaction, KeptAnswer } from '../store/store.ts';

/** One attempt at an effect. `at` is milliseconds since 1970. */
export interface Attempt {
  readonly key: string;
  readonly fingerprint: string;
  readonly at: number;
}

/** `done` has taken effect now; `replayed` had before; `reused` is the key of another request, and nothing happened. */
export type OnceOutcome =
  | { readonly outcome: 'done' | 'replayed'; readonly answer: KeptAnswer }
  | { readonly outcome: 'reused' };

/** Has the effect only if no attempt with this key has had it, and keeps its answer in the same transaction. */
export async function once(
  transaction: AccountTransaction,
  { key, fingerprint, at }: Attempt,
  effect: () => Promise<KeptAnswer>,
): Promise<OnceOutcome> {
  const record = await transaction.findRecord(key);
  if (record !== undefined) {
    return record.fingerprint === fingerprint ? { outcome: 'replayed', answer: record.answer } : { outcome: 'reused' };
  }
  const answer = await effect();
  await transaction.keepRecord({ key, fingerprint, answer, createdAt: at });
  return { outcome: 'done', answer };
}
