import * as v from 'valibot';
import { type AccountId, accountIdSchema } from './entries.ts';

/** Names a space: 16 random bytes in base64url, chosen by whoever makes it. */
export type SpaceId = v.InferOutput<typeof spaceIdSchema>;

export const spaceIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22}$/, 'A space is named by 22 URL-safe characters.'),
  v.brand('SpaceId'),
);

/** The secret that lets somebody in. The server sees it once, when it is used, and keeps only its `InviteId`. */
export const inviteSecretSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22,64}$/, 'An invite is 22 to 64 URL-safe characters.'),
);

/** Names an invite by its secret: the first 16 bytes of its SHA-256, in base64url. */
export type InviteId = v.InferOutput<typeof inviteIdSchema>;

export const inviteIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22}$/, 'An invite is named by 22 URL-safe characters.'),
  v.brand('InviteId'),
);

/** Spaces that one account is a member of at most. */
export const ACCOUNT_SPACES = 1_000;
/** Members of one space at most. */
export const SPACE_MEMBERS = 1_000;
/** Invites of one space at most; those that are expired or used up do not count. */
export const SPACE_INVITES = 100;

const timeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const usesSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(SPACE_MEMBERS));

/**
 * What `PUT /v1/spaces/{space}/invites/{invite}` takes, in JSON: until when by the server's clock, in milliseconds since 1970,
 * and by how many accounts it can be used. What is left out is no limit.
 */
export const inviteSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'This is an object.'), // To valibot a list is one, too.
  v.strictObject({ expiresAt: v.optional(timeSchema), uses: v.optional(usesSchema) }),
);

export type Invite = v.InferOutput<typeof inviteSchema>;

/** What `PUT /v1/spaces/{space}/members/{account}` takes, in JSON, from that account. */
export const joinSchema = v.strictObject({ invite: inviteSecretSchema });

export type Join = v.InferOutput<typeof joinSchema>;

/** An owner invites, removes members, and deletes what others have written. */
export const roleSchema = v.picklist(['owner', 'member']);

export type Role = v.InferOutput<typeof roleSchema>;

/** A member of a space. `joinedAt` is the server's time in milliseconds since 1970. */
export const memberSchema = v.object({ account: accountIdSchema, role: roleSchema, joinedAt: timeSchema });

export type Member = v.InferOutput<typeof memberSchema>;

/** What `GET /v1/spaces/{space}/members` answers, in JSON: whoever has been there longest comes first. */
export const membersSchema = v.object({ members: v.array(memberSchema) });

export type MemberList = v.InferOutput<typeof membersSchema>;

/** A space as one of its members has it. `cursor` is the number of its newest change, of messages or members. */
export const joinedSpaceSchema = v.object({
  space: spaceIdSchema,
  role: roleSchema,
  joinedAt: timeSchema,
  cursor: timeSchema,
});

export type JoinedSpace = v.InferOutput<typeof joinedSpaceSchema>;

/** What `GET /v1/accounts/{account}/spaces` answers, in JSON. */
export const joinedSpacesSchema = v.object({ spaces: v.array(joinedSpaceSchema) });

export type JoinedSpaceList = v.InferOutput<typeof joinedSpacesSchema>;

/** `PUT` makes the space, with whoever asks as its owner. */
export function spacePath(space: SpaceId): string {
  return `/v1/spaces/${space}`;
}

export function membersPath(space: SpaceId): string {
  return `${spacePath(space)}/members`;
}

/** `PUT` by the account joins, `DELETE` leaves, or removes somebody else. */
export function memberPath(space: SpaceId, account: AccountId): string {
  return `${membersPath(space)}/${account}`;
}

export function invitePath(space: SpaceId, invite: InviteId): string {
  return `${spacePath(space)}/invites/${invite}`;
}

export function accountSpacesPath(account: AccountId): string {
  return `/v1/accounts/${account}/spaces`;
}
