import type { RemovalReceipt } from '../../src/protocol/index.ts';
import { accountInPath } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { attemptOf, keptForEver, onceEffect } from '../idempotency/once-effect.ts';
import { ENTRIES_PATH } from './entries-path.ts';

/** Removes all entries, chunks and parts of the account, once per idempotency key, and answers a receipt. */
export function removeEntries(now: () => number): EffectRoute {
  const prepare = (request: EffectRequest) => prepareRemoval(request, now());
  return { method: 'DELETE', path: ENTRIES_PATH, accountOf: accountInPath, prepare };
}

function prepareRemoval(request: EffectRequest, now: number): Effect {
  return onceEffect(request.account, keptForEver(attemptOf(request, '', now)), async (transaction) => {
    const receipt: RemovalReceipt = { removed: await transaction.removeAll(), at: now };
    return jsonAnswer(receipt);
  });
}
