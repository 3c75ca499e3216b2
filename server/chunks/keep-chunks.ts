import * as v from 'valibot';
import { CBOR, CHUNKS_SENT, type Chunk, chunksOf } from '../../src/protocol/index.ts';
import { accountInPath } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { parseCbor, refuseIssue } from '../handler/parse.ts';
import { requestMedia } from '../handler/request-media.ts';
import { attemptOf, onceEffect } from '../idempotency/once-effect.ts';
import { type Quota, withinQuota } from '../quota/quota.ts';
import { CHUNKS_PATH } from './chunks-path.ts';
import { collectChunks } from './collect-chunks.ts';

/** Items of CBOR: a chunk has 4. What is over is for an error that names its place. */
const MOST_ITEMS = 5 * CHUNKS_SENT;

export interface KeepOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly quota: Quota;
  /** Milliseconds that a chunk stays while nothing uses it. */
  readonly chunkGrace: number;
}

/** Keeps chunks until an entry refers to them. Those that nothing has used for too long go on this occasion. */
export function keepChunks(options: KeepOptions): EffectRoute {
  const prepare = (request: EffectRequest) => prepareKeeping(request, options);
  return { method: 'PUT', path: CHUNKS_PATH, accountOf: accountInPath, prepare };
}

function prepareKeeping(request: EffectRequest, { now, quota, chunkGrace }: KeepOptions): Effect {
  const contentType = requestMedia(request.headers, { media: [CBOR], toldIn: 'Accept' });
  const at = now();
  const attempt = attemptOf(request, contentType, at);
  const chunks = parseChunks(request.body);
  return onceEffect(request.account, attempt, async (transaction) => {
    await collectChunks(transaction, { now: at, grace: chunkGrace });
    await withinQuota(transaction, quota, () => transaction.chunks.put(chunks, at));
    return NO_CONTENT;
  });
}

/** @throws MalformedBodyError, or Refusal `invalid-body` or `body-too-large` */
function parseChunks(body: Uint8Array): readonly Chunk[] {
  try {
    return chunksOf(parseCbor(body, MOST_ITEMS));
  } catch (error) {
    if (v.isValiError(error)) throw refuseIssue(error.issues[0], { code: 'invalid-body', whole: 'the body' });
    throw error;
  }
}
