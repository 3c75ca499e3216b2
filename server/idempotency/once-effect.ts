import type { AccountId } from '../../src/protocol/index.ts';
import type { Effect, EffectRequest } from '../effect/effect-route.ts';
import type { Answer } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { refuse } from '../handler/refusal.ts';
import type { AccountTransaction, KeptAnswer } from '../store/store.ts';
import { fingerprint } from './fingerprint.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { type Attempt, type OnceOutcome, once } from './once.ts';

/**
 * The request as an attempt at its effect, `at` milliseconds since 1970. `contentType` is empty where a body says nothing.
 * @throws Refusal for a key that is missing, or none.
 */
export function attemptOf({ method, path, headers, body }: EffectRequest, contentType: string, at: number): Attempt {
  return { key: idempotencyKey(headers), fingerprint: fingerprint({ method, path, contentType, body }), at };
}

/** An attempt at what must never be done again, however late it comes: it would undo what was done since. */
export function keptForEver(attempt: Attempt): Attempt {
  return { ...attempt, isKeptForEver: true };
}

/**
 * An effect that an account has once per idempotency key. When `work` throws, the key stands for nothing yet. It gives what is
 * kept, and `telling` says how that is told.
 */
export function onceEffect(
  account: AccountId,
  attempt: Attempt,
  work: (transaction: AccountTransaction) => Promise<KeptAnswer>,
  { holds, tell }: Telling = AS_IT_WAS,
): Effect {
  const run = async (transaction: AccountTransaction) => {
    const outcome = await once(
      transaction,
      attempt,
      () => work(transaction),
      (kept) => holds(transaction, kept),
    );
    return await answerOutcome(outcome, (kept) => tell(transaction, kept));
  };
  return { account, run };
}

export interface Telling {
  /** Whether what is kept is still true. Where it is not, the effect is had anew: only for one that does no harm then. */
  readonly holds: (transaction: AccountTransaction, kept: KeptAnswer) => Promise<boolean>;
  /** Makes of what is kept what is answered, the first time and every other. */
  readonly tell: (transaction: AccountTransaction, kept: KeptAnswer) => Promise<KeptAnswer>;
}

const AS_IT_WAS: Telling = { holds: async () => true, tell: async (_, kept) => kept };

/** @throws Refusal `idempotency-key-reused` */
async function answerOutcome(outcome: OnceOutcome, tell: (kept: KeptAnswer) => Promise<KeptAnswer>): Promise<Answer> {
  if (outcome.outcome === 'reused') {
    const detail = 'Another request has had its effect under this key. A new request needs a new key.';
    throw refuse('idempotency-key-reused', 422, 'The idempotency key belongs to another request.', detail);
  }
  return answerKept(await tell(outcome.kept), outcome.outcome === 'replayed' ? { 'Idempotent-Replayed': 'true' } : {});
}
