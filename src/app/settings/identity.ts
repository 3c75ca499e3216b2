import { accountIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import type { AppDatabase } from './database.ts';

/** Whose settings these are, and the device whose clock stamps the edits. */
export type Identity = v.InferOutput<typeof identitySchema>;

const identitySchema = v.object({ account: accountIdSchema, device: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) });

export async function readIdentity(database: AppDatabase): Promise<Identity | undefined> {
  const result = v.safeParse(identitySchema, await database.get('device', 'identity'));
  return result.success ? result.output : undefined;
}

/** A new account and a name for this device. 128 random bits: whoever knows the id can write to the account. */
export function newIdentity(): Identity {
  return v.parse(identitySchema, { account: base64url(random(16)), device: hex(random(8)) });
}

/** Keeps an identity, unless another tab has kept one first. Gives the one that is kept. */
export async function keepIdentity(database: AppDatabase, identity: Identity): Promise<Identity> {
  const transaction = database.transaction('device', 'readwrite');
  const kept = v.safeParse(identitySchema, await transaction.store.get('identity'));
  if (!kept.success) await transaction.store.put(identity, 'identity');
  await transaction.done;
  return kept.success ? kept.output : identity;
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
