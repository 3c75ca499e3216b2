import type { AccountId, SpaceId } from '../../src/protocol/index.ts';
import { JSON_MEDIA } from '../../src/protocol/index.ts';
import type { Effect, EffectRequest } from '../effect/effect-route.ts';
import { parseJson } from '../handler/parse.ts';
import { requestMedia } from '../handler/request-media.ts';
import type { Attempt } from '../idempotency/once.ts';
import { attemptOf, onceEffect } from '../idempotency/once-effect.ts';
import type { AccountTransaction, KeptAnswer } from '../store/store.ts';
import { parseSpace } from './parameters.ts';

/** A request about a space, by whoever asks. `now` is milliseconds since 1970. */
export interface SpaceRequest {
  readonly account: AccountId;
  readonly space: SpaceId;
  readonly attempt: Attempt;
  readonly now: number;
}

/**
 * `contentType` is empty where a body says nothing.
 * @throws Refusal
 */
export function spaceRequest(request: EffectRequest, contentType: string, now: number): SpaceRequest {
  const space = parseSpace(request.parameters.space);
  return { account: request.account, space, attempt: attemptOf(request, contentType, now), now };
}

/** @throws Refusal, or MalformedBodyError */
export function jsonIn({ headers, body }: EffectRequest): { readonly contentType: string; readonly value: unknown } {
  const contentType = requestMedia(headers, { media: [JSON_MEDIA], toldIn: 'Accept' });
  return { contentType, value: parseJson(body) };
}

/** An effect in a space, once per idempotency key of the account that asks. */
export function onceInSpace(
  { account, space, attempt }: SpaceRequest,
  work: (transaction: AccountTransaction) => Promise<KeptAnswer>,
): Effect {
  return { ...onceEffect(account, attempt, work), space };
}
