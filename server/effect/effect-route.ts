import type { AccountId, SpaceId } from '../../src/protocol/index.ts';
import type { Answer } from '../handler/answer.ts';
import type { Principal } from '../identity/principal.ts';
import type { AccountTransaction } from '../store/store.ts';

export type PathParameters = Readonly<Record<string, string>>;

/** A request, whether it came alone or in a batch. */
export interface EffectRequest {
  readonly principal: Principal;
  /** Whose effects it has; who asks may have them. */
  readonly account: AccountId;
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  /** What stands in the path at the names that the route's path gives. */
  readonly parameters: PathParameters;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What a request that is well-formed will do. */
export interface Effect {
  readonly account: AccountId;
  /** The space that it enters, if any. */
  readonly space?: SpaceId;
  /** Throws a Refusal when the account's state forbids the effect; nothing of it may remain then. */
  run(transaction: AccountTransaction): Promise<Answer>;
}

/** A route whose requests change one account, that of whoever asks: each comes alone, or as an item of a batch. */
export interface EffectRoute {
  readonly method: 'PATCH' | 'POST' | 'PUT' | 'DELETE';
  /** In Hono's notation. */
  readonly path: string;
  /** Whose effects they are, by the path and whoever asks: whether he may is looked at before a body is read. @throws Refusal */
  accountOf(parameters: PathParameters, principal: Principal): AccountId;
  /** @throws Refusal, or MalformedBodyError, with nothing read from the store. */
  prepare(request: EffectRequest): Effect;
}
