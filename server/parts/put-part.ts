import { createHash } from 'node:crypto';
import { type PartId, partIdSchema } from '../../src/protocol/index.ts';
import { accountInPath } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { refuse } from '../handler/refusal.ts';
import { requestMedia } from '../handler/request-media.ts';
import { attemptOf, onceEffect } from '../idempotency/once-effect.ts';
import { type Quota, withinQuota } from '../quota/quota.ts';

/** How many milliseconds a part waits for the delta that names it. */
export const PART_LIFETIME = 30 * 24 * 60 * 60_000;

const ID_BYTES = 16;

export interface PutOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly quota: Quota;
}

/** Keeps a part of a value until a delta names it. Parts that have waited too long go on this occasion. */
export function putPart({ now, quota }: PutOptions): EffectRoute {
  return {
    method: 'PUT',
    path: '/v1/accounts/:account/parts/:part',
    accountOf: accountInPath,
    prepare: (request) => preparePut(request, now(), quota),
  };
}

function preparePut(request: EffectRequest, now: number, quota: Quota): Effect {
  const id = parseOrRefuse(partIdSchema, request.parameters.part, { code: 'invalid-parameter', whole: 'the part' });
  const contentType = requestMedia(request.headers, { media: ['application/octet-stream'], toldIn: 'Accept' });
  const attempt = attemptOf(request, contentType, now);
  checkName(id, request.body);
  return onceEffect(request.account, attempt, async (transaction) => {
    await transaction.removePartsBefore(now - PART_LIFETIME);
    const part = { id, bytes: request.body, createdAt: now };
    await withinQuota(transaction, quota, () => transaction.putPart(part));
    return NO_CONTENT;
  });
}

/** @throws Refusal `part-mismatch` */
function checkName(id: PartId, body: Uint8Array): void {
  const name = createHash('sha256').update(body).digest().subarray(0, ID_BYTES).toString('base64url');
  if (name === id) return;
  const detail = `A part is named by the first ${ID_BYTES} bytes of its SHA-256 in base64url; this one is ${name}.`;
  throw refuse('part-mismatch', 422, 'The part is not the one that its name says.', detail);
}
