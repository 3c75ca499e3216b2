import type { RemovalReceipt } from '../../src/protocol/index.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { parseAccount } from '../handler/parse-account.ts';
import { attemptOf, keptForEver, onceEffect } from '../idempotency/once-effect.ts';
import { ENTRIES_PATH } from './entries-path.ts';

/** Removes all entries and parts of the account, once per idempotency key, and answers a receipt. */
export function removeEntries(now: () => number): EffectRoute {
  return { method: 'DELETE', path: ENTRIES_PATH, prepare: (request) => prepareRemoval(request, now()) };
}

function prepareRemoval(request: EffectRequest, now: number): Effect {
  const account = parseAccount(request.parameters.account);
  return onceEffect(account, keptForEver(attemptOf(request, '', now)), async (transaction) => {
    const receipt: RemovalReceipt = { removed: await transaction.removeAll(), at: now };
    return jsonAnswer(receipt);
  });
}
