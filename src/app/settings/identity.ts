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

/** Makes a new account and names this device. 128 random bits: whoever knows the id can write to the account. */
export async function createIdentity(database: AppDatabase): Promise<Identity> {
  const identity = v.parse(identitySchema, { account: base64url(random(16)), device: hex(random(8)) });
  await database.put('device', identity, 'identity');
  return identity;
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
