import type { Member } from '../../src/protocol/index.ts';
import type { SpaceTransaction } from '../store/space-store.ts';
import type { AccountTransaction } from '../store/store.ts';
import { notAMember, notAnOwner } from './space-refusals.ts';
import type { SpaceRequest } from './space-request.ts';

/** A space, locked, and who asks as one of its members. */
export interface Membership {
  readonly space: SpaceTransaction;
  readonly member: Member;
}

/** @throws Refusal `not-a-member` */
export async function enterAsMember(
  transaction: AccountTransaction,
  { account, space: id }: Pick<SpaceRequest, 'account' | 'space'>,
): Promise<Membership> {
  const space = await transaction.enterSpace(id);
  const member = await space?.members.find(account);
  if (space === undefined || member === undefined) throw notAMember();
  return { space, member };
}

/** @throws Refusal `not-a-member`, or `not-an-owner` */
export async function enterAsOwner(
  transaction: AccountTransaction,
  request: Pick<SpaceRequest, 'account' | 'space'>,
): Promise<SpaceTransaction> {
  const { space, member } = await enterAsMember(transaction, request);
  if (member.role !== 'owner') throw notAnOwner();
  return space;
}
