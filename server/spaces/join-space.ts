import { createHash } from 'node:crypto';
import * as v from 'valibot';
import {
  ACCOUNT_SPACES,
  type InviteId,
  inviteIdSchema,
  joinSchema,
  type Member,
  SPACE_MEMBERS,
} from '../../src/protocol/index.ts';
import { accountInPath } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { type QuotaOptions, withinQuota, withReserve } from '../quota/quota.ts';
import type { SpaceTransaction } from '../store/space-store.ts';
import type { AccountTransaction } from '../store/store.ts';
import { inviteInvalid, spaceFull, tooManySpaces } from './space-refusals.ts';
import { jsonIn, onceInSpace, type SpaceRequest, spaceRequest } from './space-request.ts';

export const MEMBER_PATH = '/v1/spaces/:space/members/:account';

const ID_BYTES = 16;

/**
 * Makes whoever asks a member, by an invite: nobody is added without his own doing, not by an owner either. Answers that member; one
 * who is a member already gets the same answer.
 */
export function joinSpace(options: QuotaOptions): EffectRoute {
  const prepare = (input: EffectRequest) => prepareJoin(input, options);
  return { method: 'PUT', path: MEMBER_PATH, accountOf: accountInPath, prepare };
}

function prepareJoin(input: EffectRequest, { now, quota }: QuotaOptions): Effect {
  const { contentType, value } = jsonIn(input);
  const { invite } = parseOrRefuse(joinSchema, value, { code: 'invalid-body', whole: 'the body' });
  const request = spaceRequest(input, contentType, now());
  // Who holds as much as he may can be let in all the same, though not for ever.
  return onceInSpace(request, (transaction) =>
    withinQuota(transaction, withReserve(quota), async () => {
      return jsonAnswer(await joinOrFind(transaction, inviteIdOf(invite), request));
    }),
  );
}

/** @throws Refusal `invite-invalid`, `space-full`, or `too-many-spaces` */
async function joinOrFind(transaction: AccountTransaction, invite: InviteId, request: SpaceRequest): Promise<Member> {
  const { account, now } = request;
  const space = await transaction.enterSpace(request.space);
  if (space === undefined) throw inviteInvalid();
  const known = await space.members.find(account);
  if (known !== undefined) return known;
  await spendInvite(space, invite, request);
  if ((await space.members.list()).length >= SPACE_MEMBERS) throw spaceFull();
  if ((await transaction.countSpaces()) >= ACCOUNT_SPACES) throw tooManySpaces();
  const member: Member = { account, role: 'member', joinedAt: now };
  await space.members.add(member);
  return member;
}

/**
 * An account uses an invite once: who was removed does not come back by it.
 * @throws Refusal `invite-invalid`
 */
async function spendInvite({ invites }: SpaceTransaction, id: InviteId, { account, now }: SpaceRequest): Promise<void> {
  const invite = await invites.find(id);
  if (invite === undefined) throw inviteInvalid();
  const { expiresAt = Number.POSITIVE_INFINITY, uses = Number.POSITIVE_INFINITY } = invite;
  if (expiresAt <= now || uses <= 0 || (await invites.isUsedBy(id, account))) throw inviteInvalid();
  await invites.use(id, account);
}

function inviteIdOf(secret: string): InviteId {
  const digest = createHash('sha256').update(secret).digest().subarray(0, ID_BYTES);
  return v.parse(inviteIdSchema, digest.toString('base64url'));
}
