import {
  accountIdSchema,
  inviteIdSchema,
  inviteSchema,
  JSON_MEDIA,
  joinedSpacesSchema,
  joinSchema,
  membersSchema,
  spaceIdSchema,
} from '../../src/protocol/index.ts';
import { joinedSpaceSchema, memberSchema } from '../../src/protocol/spaces.ts';
import type { Resource } from '../openapi/description.ts';
import { SPACE_PATH } from './found-space.ts';
import { INVITE_PATH } from './invites.ts';
import { MEMBER_PATH } from './join-space.ts';

const SPACE = { space: spaceIdSchema };
const INVITE = { ...SPACE, invite: inviteIdSchema };
const MEMBER = { ...SPACE, account: accountIdSchema };

export const SPACES: Resource = {
  name: 'spaces',
  means: 'What several accounts share: its members, and who may become one.',
  schemas: {
    SpaceId: spaceIdSchema,
    InviteId: inviteIdSchema,
    Member: memberSchema,
    JoinedSpace: joinedSpaceSchema,
  },
  operations: [
    {
      method: 'GET',
      path: '/v1/accounts/:account/spaces',
      id: 'listSpaces',
      summary: 'The spaces that the account is a member of',
      access: 'device',
      parameters: { account: accountIdSchema },
      answers: { 200: { means: 'The spaces.', content: { media: JSON_MEDIA, schema: joinedSpacesSchema } } },
    },
    {
      method: 'PUT',
      path: SPACE_PATH,
      id: 'foundSpace',
      summary: 'Make a space, whose owner is whoever asks',
      details: 'A member of it is answered as it is one.',
      access: 'member',
      isEffect: true,
      parameters: SPACE,
      answers: { 200: { means: 'Whoever asked, as a member.', content: { media: JSON_MEDIA, schema: memberSchema } } },
      problems: ['space-taken', 'too-many-spaces', 'quota-exceeded'],
    },
    {
      method: 'PUT',
      path: INVITE_PATH,
      id: 'putInvite',
      summary: 'Let in whoever has the secret that the invite is named by',
      details: 'For owners. One of the same name is replaced.',
      access: 'member',
      isEffect: true,
      parameters: INVITE,
      body: { media: JSON_MEDIA, schema: inviteSchema },
      answers: { 204: { means: 'The invite can be used.' } },
      problems: ['not-a-member', 'not-an-owner', 'too-many-invites'],
    },
    {
      method: 'DELETE',
      path: INVITE_PATH,
      id: 'removeInvite',
      summary: 'Let nobody in by this invite any more',
      details: 'For owners.',
      access: 'member',
      isEffect: true,
      parameters: INVITE,
      answers: { 204: { means: 'There is no such invite (any more).' } },
      problems: ['not-a-member', 'not-an-owner'],
    },
    {
      method: 'GET',
      path: '/v1/spaces/:space/members',
      id: 'listMembers',
      summary: 'The members of the space, whoever has been there longest first',
      details: 'For its members.',
      access: 'member',
      parameters: SPACE,
      answers: { 200: { means: 'The members.', content: { media: JSON_MEDIA, schema: membersSchema } } },
      problems: ['not-a-member'],
    },
    {
      method: 'PUT',
      path: MEMBER_PATH,
      id: 'joinSpace',
      summary: 'Become a member, by an invite',
      access: 'device',
      isEffect: true,
      parameters: MEMBER,
      body: { media: JSON_MEDIA, schema: joinSchema },
      answers: { 200: { means: 'The member.', content: { media: JSON_MEDIA, schema: memberSchema } } },
      problems: ['invite-invalid', 'space-full', 'too-many-spaces', 'quota-exceeded'],
    },
    {
      method: 'DELETE',
      path: MEMBER_PATH,
      id: 'leaveSpace',
      summary: 'Leave the space, or remove another as an owner',
      details: 'Whoever is no member anyway may leave. A space without members goes; its name stays taken.',
      access: 'member',
      isEffect: true,
      parameters: MEMBER,
      answers: { 204: { means: 'The account is no member (any more).' } },
      problems: ['not-a-member', 'not-an-owner'],
    },
  ],
};
