import { decodeStrictCbor, encodeCbor } from 'backhaul/protocol';
import * as v from 'valibot';
import type { MessageAddress } from './address.ts';
import { type Content, parseContent, toPositional } from './content.ts';
import { padded, unpadded } from './padding.ts';

/** Why a message cannot be read: nobody here has its key; it is not what its author sealed; or another version wrote it. */
export type SealedReason = 'unknown-key' | 'not-authentic' | 'malformed';

/** `sealedWith` is the id of the key that opened it. */
export type Opened =
  | (Content & { readonly sealedWith: string })
  | { readonly kind: 'sealed'; readonly reason: SealedReason };

/** Finds the key that messages were sealed with, if this device has it. */
export type FindKey = (keyId: string) => Promise<CryptoKey | undefined>;

const IV_BYTES = 12;

/** `[version, key id, initialization vector, ciphertext]`. */
const envelopeSchema = v.strictTuple([
  v.literal(1),
  v.string(),
  v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length === IV_BYTES),
  ),
  v.instance(Uint8Array),
]);

/** AES-256-GCM over the padded content; the space, the message and its author are bound to it. */
export async function sealMessage(
  key: CryptoKey,
  keyId: string,
  address: MessageAddress,
  content: Content,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: boundTo(address, keyId) },
    key,
    padded(encodeCbor(toPositional(content))),
  );
  return encodeCbor([1, keyId, iv, new Uint8Array(sealed)]);
}

/** Never rejects for what a server or a member has sent: what cannot be opened says why. */
export async function openMessage(findKey: FindKey, address: MessageAddress, body: Uint8Array): Promise<Opened> {
  const envelope = v.safeParse(envelopeSchema, decoded(body));
  if (!envelope.success) return { kind: 'sealed', reason: 'malformed' };
  const [, keyId, iv, ciphertext] = envelope.output;
  const key = await findKey(keyId);
  if (key === undefined) return { kind: 'sealed', reason: 'unknown-key' };
  const plain = await crypto.subtle
    .decrypt(
      { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData: boundTo(address, keyId) },
      key,
      Uint8Array.from(ciphertext),
    )
    .catch(() => undefined);
  if (plain === undefined) return { kind: 'sealed', reason: 'not-authentic' };
  const bytes = unpadded(new Uint8Array(plain));
  const content = bytes && parseContent(decoded(bytes));
  return content === undefined ? { kind: 'sealed', reason: 'malformed' } : { ...content, sealedWith: keyId };
}

function boundTo({ space, message, author }: MessageAddress, keyId: string): Uint8Array<ArrayBuffer> {
  return encodeCbor(['message', 1, space, message, author, keyId]);
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decodeStrictCbor(bytes);
  } catch {
    return undefined;
  }
}
