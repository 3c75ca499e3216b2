import { Hono } from 'hono';
import type { JoinedSpaceList, MemberList } from '../../src/protocol/index.ts';
import { answerAlone, type EffectOptions } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { responseOf } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { ApiContext, ApiEnvironment } from '../identity/authenticate.ts';
import { permit } from '../identity/permit.ts';
import type { Store } from '../store/store.ts';
import { SPACE_PATH } from './found-space.ts';
import { INVITE_PATH } from './invites.ts';
import { MEMBER_PATH } from './join-space.ts';
import { parseSpace } from './parameters.ts';
import { notAMember } from './space-refusals.ts';

export interface SpaceOptions extends EffectOptions {
  readonly found: EffectRoute;
  readonly invite: EffectRoute;
  readonly uninvite: EffectRoute;
  readonly join: EffectRoute;
  readonly leave: EffectRoute;
}

const MEMBERS_PATH = '/v1/spaces/:space/members';
const ACCOUNT_SPACES_PATH = '/v1/accounts/:account/spaces';
/** Bytes; what is sent here has less than 200. */
const MOST_BYTES = 4096;

export function spaceRoutes({ found, invite, uninvite, join, leave, ...rest }: SpaceOptions): Hono<ApiEnvironment> {
  const options = { ...rest, bodyLimit: { ...rest.bodyLimit, bytes: Math.min(MOST_BYTES, rest.bodyLimit.bytes) } };
  const routes = new Hono<ApiEnvironment>();
  routes.put(SPACE_PATH, answerAlone(found, options));
  routes.all(SPACE_PATH, methodNotAllowed('PUT'));
  routes.put(INVITE_PATH, answerAlone(invite, options));
  routes.delete(INVITE_PATH, answerAlone(uninvite, options));
  routes.all(INVITE_PATH, methodNotAllowed('PUT, DELETE'));
  routes.get(MEMBERS_PATH, (context) => readMembers(context, rest.store));
  routes.all(MEMBERS_PATH, methodNotAllowed('GET, HEAD'));
  routes.put(MEMBER_PATH, answerAlone(join, options));
  routes.delete(MEMBER_PATH, answerAlone(leave, options));
  routes.all(MEMBER_PATH, methodNotAllowed('PUT, DELETE'));
  routes.get(ACCOUNT_SPACES_PATH, (context) => readSpaces(context, rest.store));
  routes.all(ACCOUNT_SPACES_PATH, methodNotAllowed('GET, HEAD'));
  return routes;
}

/** Who is a member is seen in the very list that is answered. @throws Refusal `not-a-member` */
async function readMembers(context: ApiContext, store: Store): Promise<Response> {
  const { principal } = context.get('identity');
  permit(principal, principal.account);
  const answer: MemberList = { members: await store.spaces.listMembers(parseSpace(context.req.param('space'))) };
  if (!answer.members.some(({ account }) => account === principal.account)) throw notAMember();
  return responseOf(answerKept(jsonAnswer(answer)));
}

async function readSpaces(context: ApiContext, store: Store): Promise<Response> {
  const account = parseAccount(context.req.param('account'));
  permit(context.get('identity').principal, account);
  const answer: JoinedSpaceList = { spaces: await store.spaces.listOf(account) };
  return responseOf(answerKept(jsonAnswer(answer)));
}
