import { accountThatAsks } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { enterAsMember } from '../spaces/member-of.ts';
import { notAnOwner } from '../spaces/space-refusals.ts';
import { onceInSpace, spaceRequest } from '../spaces/space-request.ts';
import { MESSAGE_PATH, messagePlace } from './message-request.ts';

/** Leaves a tombstone in the place of a message, for its author or an owner. Nothing changes where there is none. */
export function deleteMessage(now: () => number): EffectRoute {
  const prepare = (input: EffectRequest) => prepareDelete(input, now());
  return { method: 'DELETE', path: MESSAGE_PATH, accountOf: accountThatAsks, prepare };
}

function prepareDelete(input: EffectRequest, now: number): Effect {
  const place = messagePlace(input);
  const request = spaceRequest(input, '', now);
  return onceInSpace(request, async (transaction) => {
    const { space, member } = await enterAsMember(transaction, request);
    const message = await space.messages.find(place);
    if (message === undefined) return NO_CONTENT;
    const isAllowed = message.author === request.account || member.role === 'owner';
    if (!isAllowed) throw notAnOwner('Only its author and the owners of the space delete a message.');
    await space.messages.remove(place);
    return NO_CONTENT;
  });
}
