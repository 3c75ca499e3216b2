import * as v from 'valibot';
import {
  type AccountId,
  type ChannelId,
  decodeMessagesPage,
  IDEMPOTENCY_KEY,
  type Invite,
  invitePath,
  JSON_MEDIA,
  type Member,
  type MessagesPage,
  memberPath,
  membersPath,
  membersSchema,
  messagePath,
  messagesPath,
  type SpaceId,
  spacePath,
} from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import { bytesOf, ORIGIN } from './open-handler.ts';
import { OCTETS } from './part-requests.ts';
import { ALICE, BOB } from './samples.ts';
import { GENERAL, HOME, inviteIdOf, messageNamed, SECRET } from './space-samples.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** A new one unless told; `null` for none. */
  readonly key?: string | null;
  readonly type?: string;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}

/** A request as that account's. */
export function asAccount(account: AccountId, { method, path, key, type, body }: Asked): Request {
  const headers = new Headers({ Authorization: `Bearer ${account}` });
  if (type !== undefined) headers.set('Content-Type', type);
  if (key !== null && method !== 'GET') headers.set(IDEMPOTENCY_KEY, key ?? crypto.randomUUID());
  return new Request(`${ORIGIN}${path}`, { method, headers, body: body ?? null });
}

export const foundAsked = (space: SpaceId = HOME): Asked => ({ method: 'PUT', path: spacePath(space) });

export function inviteAsked(invite: Invite = {}, secret = SECRET, space: SpaceId = HOME): Asked {
  const path = invitePath(space, inviteIdOf(secret));
  return { method: 'PUT', path, type: JSON_MEDIA, body: JSON.stringify(invite) };
}

export function uninviteAsked(secret = SECRET): Asked {
  return { method: 'DELETE', path: invitePath(HOME, inviteIdOf(secret)) };
}

export function joinAsked(account: AccountId, invite = SECRET, space: SpaceId = HOME): Asked {
  return { method: 'PUT', path: memberPath(space, account), type: JSON_MEDIA, body: JSON.stringify({ invite }) };
}

export function leaveAsked(account: AccountId, space: SpaceId = HOME): Asked {
  return { method: 'DELETE', path: memberPath(space, account) };
}

export function sendAsked(name: string | number, body = Uint8Array.of(7), space: SpaceId = HOME): Asked {
  return { method: 'PUT', path: messagePath(space, GENERAL, messageNamed(name)), type: OCTETS, body };
}

export function unsendAsked(name: string | number, space: SpaceId = HOME): Asked {
  return { method: 'DELETE', path: messagePath(space, GENERAL, messageNamed(name)) };
}

export function readAsked(query = '', channel: ChannelId = GENERAL, space: SpaceId = HOME): Asked {
  return { method: 'GET', path: `${messagesPath(space, channel)}${query}` };
}

/** Does what is asked, as that account; throws when it is refused. */
export async function done(handler: Handler, account: AccountId, asked: Asked): Promise<Response> {
  const response = await handler(asAccount(account, asked));
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}

/** Makes a space of Alice's that these have joined. */
export async function makeSpace(handler: Handler, members: readonly AccountId[] = [BOB], space = HOME): Promise<void> {
  await done(handler, ALICE, foundAsked(space));
  await done(handler, ALICE, inviteAsked({}, SECRET, space));
  for (const account of members) await done(handler, account, joinAsked(account, SECRET, space));
}

export async function membersOf(handler: Handler, account: AccountId, space = HOME): Promise<readonly Member[]> {
  const response = await done(handler, account, { method: 'GET', path: membersPath(space) });
  return v.parse(membersSchema, await response.json()).members;
}

export async function pageFor(handler: Handler, account: AccountId, query = '', space = HOME): Promise<MessagesPage> {
  return decodeMessagesPage(await bytesOf(await done(handler, account, readAsked(query, GENERAL, space))));
}

/** The names that a page's messages were sent under. */
export function namesIn({ messages }: MessagesPage): string[] {
  return messages.map(({ message }) => message.slice('message-'.length).replace(/_+$/, ''));
}
