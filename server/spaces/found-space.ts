import { ACCOUNT_SPACES, type Member } from '../../src/protocol/index.ts';
import { accountThatAsks } from '../effect/account-of.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { type QuotaOptions, withinQuota } from '../quota/quota.ts';
import type { AccountTransaction } from '../store/store.ts';
import { spaceTaken, tooManySpaces } from './space-refusals.ts';
import { onceInSpace, type SpaceRequest, spaceRequest } from './space-request.ts';

export const SPACE_PATH = '/v1/spaces/:space';

/** Makes a space, whose owner is whoever asks. Answers who that is, as a member; a member of it gets the same answer. */
export function foundSpace({ now, quota }: QuotaOptions): EffectRoute {
  return {
    method: 'PUT',
    path: SPACE_PATH,
    accountOf: accountThatAsks,
    prepare: (input) => {
      const request = spaceRequest(input, '', now());
      return onceInSpace(request, (transaction) =>
        withinQuota(transaction, quota, async () => jsonAnswer(await foundOrFind(transaction, request))),
      );
    },
  };
}

/** @throws Refusal `space-taken`, or `too-many-spaces` */
async function foundOrFind(
  transaction: AccountTransaction,
  { account, space: id, now }: SpaceRequest,
): Promise<Member> {
  const space = await transaction.foundSpace(id);
  if (space === undefined) throw spaceTaken();
  const known = await space.members.find(account);
  if (known !== undefined) return known;
  if (!space.isNew) throw spaceTaken();
  if ((await transaction.countSpaces()) >= ACCOUNT_SPACES) throw tooManySpaces();
  const owner: Member = { account, role: 'owner', joinedAt: now };
  await space.members.add(owner);
  return owner;
}
