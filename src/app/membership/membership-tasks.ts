import { defineTask, type TaskDefinition } from 'backhaul';
import {
  type AccountId,
  type Invite,
  type InviteId,
  invitePath,
  type Join,
  memberPath,
  spaceIdSchema,
  spacePath,
} from 'backhaul/protocol';
import * as v from 'valibot';

/** All that is listed in the outbox: what a space is called, and what lets somebody in, is not. */
export const membershipContextSchema = v.object({
  space: spaceIdSchema,
  /** The space was among the account's before. */
  isAgain: v.optional(v.boolean(), false),
});

export type MembershipContext = v.InferOutput<typeof membershipContextSchema>;

export const JOIN_SPACE = 'join-space';
export const LEAVE_SPACE = 'leave-space';
export const INVITE_MEMBER = 'invite-member';

type MembershipTask = TaskDefinition<typeof membershipContextSchema>;

/** Each space has a lane: who joins and then leaves has left. */
const laneOf = ({ space }: MembershipContext) => `membership:${space}`;
const JSON_HEADERS = { 'Content-Type': 'application/json' } as const;

/** Makes a space: its first member joins it. */
export function makeSpaceTask(origin: string): MembershipTask {
  return joining(({ space }) => new Request(new URL(spacePath(space), origin), { method: 'PUT' }));
}

/** Joins a space by the secret of an invite. */
export function joinByInviteTask(origin: string, account: AccountId, join: Join): MembershipTask {
  return joining(
    ({ space }) =>
      new Request(new URL(memberPath(space, account), origin), {
        method: 'PUT',
        headers: JSON_HEADERS,
        body: JSON.stringify(join),
      }),
  );
}

/** Leaves a space; one that was never joined at the server is left here alone. */
export function leaveSpaceTask(origin: string, account: AccountId): MembershipTask {
  return defineTask({
    type: LEAVE_SPACE,
    version: 1,
    context: membershipContextSchema,
    request: ({ space }) => new Request(new URL(memberPath(space, account), origin), { method: 'DELETE' }),
    orderingKey: laneOf,
    annihilates: laneOf,
  });
}

/** Makes an invite that its link can be used with. */
export function inviteMemberTask(origin: string, id: InviteId, invite: Invite): MembershipTask {
  return defineTask({
    type: INVITE_MEMBER,
    version: 1,
    context: membershipContextSchema,
    request: ({ space }) =>
      new Request(new URL(invitePath(space, id), origin), {
        method: 'PUT',
        headers: JSON_HEADERS,
        body: JSON.stringify(invite),
      }),
    orderingKey: laneOf,
  });
}

function joining(request: (context: MembershipContext) => Request): MembershipTask {
  return defineTask({
    type: JOIN_SPACE,
    version: 1,
    context: membershipContextSchema,
    request,
    orderingKey: laneOf,
    creates: laneOf,
  });
}
