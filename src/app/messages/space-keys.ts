import type { Journal, Value } from 'backhaul/journal';
import * as v from 'valibot';
import { CURRENT_KEY, keyEntry, spaceCollection } from '../settings/names.ts';

/** A key of a space as messages are sealed with it, and as an invitation brings it. */
export interface SpaceKey {
  readonly keyId: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

const bytesSchema = v.union([v.instance(Uint8Array), v.pipe(v.string(), v.hexadecimal(), v.transform(bytesOfHex))]);
const valueSchema = v.object({ privateKey: bytesSchema, publicKey: bytesSchema });
const currentSchema = v.string();

type ReadableJournal = Pick<Journal, 'collection'>;

/** The key that a space's messages are sealed with now; nothing where this device has none. */
export async function currentKey(journal: ReadableJournal, space: string): Promise<SpaceKey | undefined> {
  const keyId = v.safeParse(currentSchema, await journal.collection(spaceCollection(space)).get(CURRENT_KEY));
  return keyId.success ? await keyOf(journal, space, keyId.output) : undefined;
}

export async function keyOf(journal: ReadableJournal, space: string, keyId: string): Promise<SpaceKey | undefined> {
  const value: Value | undefined = await journal.collection(spaceCollection(space)).get(keyEntry(keyId));
  const parsed = v.safeParse(valueSchema, value);
  return parsed.success ? { keyId, ...parsed.output } : undefined;
}

/** What seals messages with it: HKDF-SHA-256 of the private half, which itself seals nothing. */
export async function sealingKeyOf({ keyId, privateKey }: SpaceKey): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', Uint8Array.from(privateKey), 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(`backhaul-app message ${keyId}`);
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
