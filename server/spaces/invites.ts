import { inviteSchema, SPACE_INVITES } from '../../src/protocol/index.ts';
import { accountThatAsks } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { enterAsOwner } from './member-of.ts';
import { parseInvite } from './parameters.ts';
import { tooManyInvites } from './space-refusals.ts';
import { jsonIn, onceInSpace, spaceRequest } from './space-request.ts';

export const INVITE_PATH = '/v1/spaces/:space/invites/:invite';

/** Lets in whoever has the secret that the invite is named by, from now on. One of the same name is replaced. */
export function putInvite(now: () => number): EffectRoute {
  const prepare = (input: EffectRequest) => preparePut(input, now());
  return { method: 'PUT', path: INVITE_PATH, accountOf: accountThatAsks, prepare };
}

/** Lets nobody in by this invite any more. */
export function removeInvite(now: () => number): EffectRoute {
  const prepare = (input: EffectRequest) => prepareRemoval(input, now());
  return { method: 'DELETE', path: INVITE_PATH, accountOf: accountThatAsks, prepare };
}

function preparePut(input: EffectRequest, now: number): Effect {
  const invite = parseInvite(input.parameters.invite);
  const { contentType, value } = jsonIn(input);
  const terms = parseOrRefuse(inviteSchema, value, { code: 'invalid-body', whole: 'the body' });
  const request = spaceRequest(input, contentType, now);
  return onceInSpace(request, async (transaction) => {
    const { invites } = await enterAsOwner(transaction, request);
    await invites.removeSpent(now);
    const isKnown = (await invites.find(invite)) !== undefined;
    if (!isKnown && (await invites.count()) >= SPACE_INVITES) throw tooManyInvites();
    await invites.put({ invite, ...terms });
    return NO_CONTENT;
  });
}

function prepareRemoval(input: EffectRequest, now: number): Effect {
  const invite = parseInvite(input.parameters.invite);
  const request = spaceRequest(input, '', now);
  return onceInSpace(request, async (transaction) => {
    const { invites } = await enterAsOwner(transaction, request);
    await invites.remove(invite);
    return NO_CONTENT;
  });
}
