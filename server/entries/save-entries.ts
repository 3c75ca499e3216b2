import { CBOR } from '../../src/protocol/index.ts';
import { collectChunks } from '../chunks/collect-chunks.ts';
import { accountInPath } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { refuseOtherEpoch } from '../epochs/refuse-epoch.ts';
import { requestMedia } from '../handler/request-media.ts';
import { attemptOf, onceEffect } from '../idempotency/once-effect.ts';
import { pruneTombstones } from '../pruning/prune-tombstones.ts';
import type { Pruning } from '../pruning/pruning.ts';
import { type Quota, withinQuota, withReserve } from '../quota/quota.ts';
import type { AccountTransaction } from '../store/store.ts';
import { applyDelta } from './apply-delta.ts';
import { ENTRIES_PATH } from './entries-path.ts';
import { keepDelta, TELLING_DELTAS } from './kept-delta.ts';
import { parseDelta } from './parse-delta.ts';
import { refuseAhead } from './refuse-ahead.ts';

export interface SaveOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly quota: Quota;
  /** Milliseconds that a chunk stays while nothing uses it. */
  readonly chunkGrace: number;
  readonly pruning: Pruning;
}

/**
 * Merges a delta into the account, once per idempotency key. Chunks that nothing has used for too long go on this occasion, and
 * tombstones that nobody has to be told of.
 */
export function saveEntries(options: SaveOptions): EffectRoute {
  const prepare = (request: EffectRequest) => prepareSave(request, options);
  return { method: 'PATCH', path: ENTRIES_PATH, accountOf: accountInPath, prepare };
}

function prepareSave(request: EffectRequest, options: SaveOptions): Effect {
  const { now: clock, quota, chunkGrace: grace, pruning } = options;
  const contentType = requestMedia(request.headers, { media: [CBOR], toldIn: 'Accept-Patch' });
  const now = clock();
  const attempt = attemptOf(request, contentType, now);
  const { entries: delta, epoch } = parseDelta(request.body);
  const most = delta.every(({ isTombstone }) => isTombstone) ? withReserve(quota) : quota;
  const work = async (transaction: AccountTransaction) => {
    // Here, and not sooner: a delta that was saved before is answered as it was, though the clock or the keys are others since.
    refuseOtherEpoch(epoch, transaction.history.epoch);
    refuseAhead(delta, now);
    // Before the delta, so that no winner in the answer is gone before that is told.
    await pruneTombstones(transaction, now, pruning);
    const answer = await withinQuota(transaction, most, () => applyDelta(transaction, delta));
    await collectChunks(transaction, { now, grace });
    return keepDelta(answer, transaction.history.generation);
  };
  return onceEffect(request.account, attempt, work, TELLING_DELTAS);
}
