import { createHash } from 'node:crypto';
import * as v from 'valibot';
import {
  type AccountId,
  accountIdSchema,
  type ChannelId,
  channelIdSchema,
  type InviteId,
  inviteIdSchema,
  type MessageId,
  messageIdSchema,
  type SpaceId,
  spaceIdSchema,
} from '../../src/protocol/index.ts';

export const CAROL: AccountId = v.parse(accountIdSchema, 'account-carol');
export const DAVE: AccountId = v.parse(accountIdSchema, 'account-dave');

export const HOME: SpaceId = spaceNamed('home');
export const WORK: SpaceId = spaceNamed('work');
export const GENERAL: ChannelId = v.parse(channelIdSchema, 'general');
export const RANDOM: ChannelId = v.parse(channelIdSchema, 'random');

/** A secret that is long enough. */
export const SECRET = 'an-invite-of-test-length';
export const OTHER_SECRET = 'another-invite-for-tests';

export function spaceNamed(name: string): SpaceId {
  return v.parse(spaceIdSchema, `space-${name}`.padEnd(22, '_'));
}

export function messageNamed(name: string | number): MessageId {
  return v.parse(messageIdSchema, `message-${name}`.padEnd(22, '_'));
}

export function inviteIdOf(secret: string): InviteId {
  return v.parse(inviteIdSchema, createHash('sha256').update(secret).digest().subarray(0, 16).toString('base64url'));
}
