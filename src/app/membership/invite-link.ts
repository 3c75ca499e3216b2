import { fromBase64url, toBase64url } from 'backhaul/account';
import {
  decodeStrictCbor,
  encodeCbor,
  type InviteId,
  inviteIdSchema,
  inviteSecretSchema,
  type SpaceId,
  spaceIdSchema,
} from 'backhaul/protocol';
import * as v from 'valibot';
import type { SpaceKey } from '../messages/space-keys.ts';
import { INVITATION_MARK } from './invitation-mark.ts';

/** All that a link brings to whoever opens it: who has it can join, and read. */
export interface Invitation {
  readonly space: SpaceId;
  /** What lets somebody in: the server is shown it once. */
  readonly secret: string;
  readonly name: string;
  /** The key that messages are sealed with. */
  readonly key: SpaceKey;
}

const SECRET_BYTES = 24;
const NAME_LENGTH = 64;

const keyBytesSchema = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.length > 0 && bytes.length <= 256),
);
const invitationSchema = v.strictTuple([
  v.literal(1),
  spaceIdSchema,
  inviteSecretSchema,
  v.pipe(v.string(), v.minLength(1), v.maxLength(NAME_LENGTH)),
  v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  keyBytesSchema,
  keyBytesSchema,
]);

export function newInvitation(space: SpaceId, name: string, key: SpaceKey): Invitation {
  return { space, name, key, secret: toBase64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))) };
}

/** What the server knows an invite by: the first 16 bytes of the SHA-256 of its secret. */
export async function inviteIdOf({ secret }: Invitation): Promise<InviteId> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return v.parse(inviteIdSchema, toBase64url(new Uint8Array(digest).subarray(0, 16)));
}

/** All of it is behind the `#`, which no server is sent. */
export function invitationLink({ space, secret, name, key }: Invitation, origin: string): string {
  const bytes = encodeCbor([1, space, secret, name, key.keyId, key.privateKey, key.publicKey]);
  return `${origin}/${INVITATION_MARK}${toBase64url(bytes)}`;
}

/** `undefined` for what is no link of an invitation, or only a part of one. */
export function readInvitation(link: string): Invitation | undefined {
  const start = link.indexOf(INVITATION_MARK);
  if (start < 0) return undefined;
  const parsed = v.safeParse(invitationSchema, decoded(link.slice(start + INVITATION_MARK.length).trim()));
  if (!parsed.success) return undefined;
  const [, space, secret, name, keyId, privateKey, publicKey] = parsed.output;
  return { space, secret, name, key: { keyId, privateKey, publicKey } };
}

function decoded(text: string): unknown {
  try {
    return decodeStrictCbor(fromBase64url(text));
  } catch {
    return undefined;
  }
}
