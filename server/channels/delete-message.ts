import type { Message } from '../../src/protocol/index.ts';
import { accountThatAsks } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { enterAsMember } from '../spaces/member-of.ts';
import { notAnOwner } from '../spaces/space-refusals.ts';
import { onceInSpace, type SpaceRequest, spaceRequest } from '../spaces/space-request.ts';
import type { AccountTransaction } from '../store/store.ts';
import { MESSAGE_PATH, messagePlace } from './message-request.ts';

/**
 * Leaves a tombstone in the place of a message, for an owner, or for its author: for him also once he is no member any more, since
 * he holds it still. Nothing changes where there is none.
 */
export function deleteMessage(now: () => number): EffectRoute {
  const prepare = (input: EffectRequest) => prepareDelete(input, now());
  return { method: 'DELETE', path: MESSAGE_PATH, accountOf: accountThatAsks, prepare };
}

function prepareDelete(input: EffectRequest, now: number): Effect {
  const place = messagePlace(input);
  const request = spaceRequest(input, '', now);
  return onceInSpace(request, async (transaction) => {
    const space = await transaction.enterSpace(request.space);
    const message = await space?.messages.find(place);
    if (message?.author !== request.account) await permitAsOwner(transaction, request, message);
    await space?.messages.remove(place);
    return NO_CONTENT;
  });
}

/**
 * Who has not written it. Where there is no message, members learn so, and nobody else.
 * @throws Refusal `not-a-member`, or `not-an-owner`
 */
async function permitAsOwner(transaction: AccountTransaction, request: SpaceRequest, message: Message | undefined) {
  const { member } = await enterAsMember(transaction, request);
  if (message === undefined || member.role === 'owner') return;
  throw notAnOwner('Only its author and the owners of the space delete a message.');
}
