import type { AccountId } from '../../src/protocol/index.ts';
import { accountThatAsks } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { parseAccount } from '../handler/parse-account.ts';
import { keptForEver } from '../idempotency/once-effect.ts';
import type { SpaceTransaction } from '../store/space-store.ts';
import type { AccountTransaction } from '../store/store.ts';
import { MEMBER_PATH } from './join-space.ts';
import { enterAsOwner } from './member-of.ts';
import { onceInSpace, type SpaceRequest, spaceRequest } from './space-request.ts';

/** Whoever asks leaves, or an owner removes another. Nothing changes where that one is no member, nor is it refused. */
export function leaveSpace(now: () => number): EffectRoute {
  const prepare = (input: EffectRequest) => prepareLeave(input, now());
  return { method: 'DELETE', path: MEMBER_PATH, accountOf: accountThatAsks, prepare };
}

function prepareLeave(input: EffectRequest, now: number): Effect {
  const whom = parseAccount(input.parameters.account);
  const request = spaceRequest(input, '', now);
  const attempt = keptForEver(request.attempt); // Who has joined again since is not to be sent away.
  return onceInSpace({ ...request, attempt }, async (transaction) => {
    if (whom === request.account) await leave(transaction, request);
    else await removeOther(transaction, request, whom);
    return NO_CONTENT;
  });
}

async function leave(transaction: AccountTransaction, { account, space: id }: SpaceRequest): Promise<void> {
  const space = await transaction.enterSpace(id);
  if ((await space?.members.find(account)) === undefined) return;
  await space?.members.remove(account);
  if (space !== undefined) await leaveInGoodHands(space);
}

/** A space without owners gets the one who has been there longest; one without members goes. */
async function leaveInGoodHands(space: SpaceTransaction): Promise<void> {
  const left = await space.members.list();
  const [oldest] = left;
  if (oldest === undefined) await space.remove();
  else if (left.every(({ role }) => role !== 'owner')) await space.members.makeOwner(oldest.account);
}

/** @throws Refusal `not-a-member`, or `not-an-owner` */
async function removeOther(transaction: AccountTransaction, request: SpaceRequest, other: AccountId): Promise<void> {
  const { members } = await enterAsOwner(transaction, request);
  if ((await members.find(other)) !== undefined) await members.remove(other);
}
