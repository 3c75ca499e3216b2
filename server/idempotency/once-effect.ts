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

/** An effect that an account has once per idempotency key. When `work` throws, the key stands for nothing yet. */
export function onceEffect(
  account: AccountId,
  attempt: Attempt,
  work: (transaction: AccountTransaction) => Promise<KeptAnswer>,
): Effect {
  return {
    account,
    run: async (transaction) => answerOutcome(await once(transaction, attempt, () => work(transaction))),
  };
}

/** @throws Refusal `idempotency-key-reused` */
function answerOutcome(outcome: OnceOutcome): Answer {
  if (outcome.outcome === 'reused') {
    const detail = 'Another request has had its effect under this key. A new request needs a new key.';
    throw refuse('idempotency-key-reused', 422, 'The idempotency key belongs to another request.', detail);
  }
  return answerKept(outcome.answer, outcome.outcome === 'replayed' ? { 'Idempotent-Replayed': 'true' } : {});
}
