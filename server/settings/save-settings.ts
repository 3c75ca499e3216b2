import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import type { Answer } from '../handler/answer.ts';
import { refuse } from '../handler/refusal.ts';
import { requestMedia } from '../handler/request-media.ts';
import { fingerprint } from '../idempotency/fingerprint.ts';
import { idempotencyKey } from '../idempotency/idempotency-key.ts';
import { type OnceOutcome, once } from '../idempotency/once.ts';
import { encodeAnswer } from './answer-body.ts';
import { answerMedia } from './answer-media.ts';
import { answerSettings } from './answer-settings.ts';
import { applyBatch } from './apply-batch.ts';
import { BATCH_MEDIA, parseBatch } from './batch-body.ts';
import { parseAccount } from './parse-account.ts';

const PATH = '/v1/accounts/:account/settings';

/** Merges a batch of settings into the account, once per idempotency key. `now` is milliseconds since 1970. */
export function saveSettings(now: () => number): EffectRoute {
  return { method: 'PATCH', path: PATH, prepare: (request) => prepareSave(request, now) };
}

function prepareSave({ method, path, parameters, headers, body }: EffectRequest, now: () => number): Effect {
  const account = parseAccount(parameters.account);
  const contentType = requestMedia(headers, { media: BATCH_MEDIA, toldIn: 'Accept-Patch' });
  const key = idempotencyKey(headers);
  const batch = parseBatch(contentType, body);
  const media = answerMedia(headers);
  const attempt = { key, fingerprint: fingerprint({ method, path, contentType, body }), at: now() };
  return {
    account,
    run: async (transaction) => {
      const outcome = await once(transaction, attempt, async () => {
        const merged = await applyBatch(transaction, batch);
        return { status: 200, contentType: media, body: encodeAnswer(media, merged) };
      });
      return saveAnswer(outcome);
    },
  };
}

/** @throws Refusal `idempotency-key-reused` */
function saveAnswer(outcome: OnceOutcome): Answer {
  if (outcome.outcome === 'reused') {
    const detail = 'Another request has had its effect under this key. A new request needs a new key.';
    throw refuse('idempotency-key-reused', 422, 'The idempotency key belongs to another request.', detail);
  }
  return answerSettings(outcome.answer, outcome.outcome === 'replayed' ? { 'Idempotent-Replayed': 'true' } : {});
}
