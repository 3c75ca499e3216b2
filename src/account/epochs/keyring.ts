import type { AccountId } from '../../protocol/index.ts';
import { fromBase64url, toBase64url } from '../base64url.ts';
import { deriveAccountId, deriveKeyringKey, type Secrets } from '../derive-keys.ts';
import { subtleCrypto } from '../ed25519.ts';
import { AccountError } from '../errors.ts';
import { SECRET_BYTES } from '../phrase.ts';
import { secureRandom } from '../random.ts';

const IV_BYTES = 12;
const encoder = new TextEncoder();

/** Whose keyring it is, and of which epoch: the newest. */
export interface KeyringPlace {
  readonly account: AccountId;
  readonly epoch: number;
}

/**
 * The former secrets, one after another, sealed by AES-256-GCM under a key of the newest one: a random IV of 12 bytes, the
 * ciphertext, and its tag, in base64url. Bound to the account and the epoch, so that a server cannot hand out another.
 * @throws AccountError `keys-not-supported`
 */
export async function sealKeyring({ former, newest }: Secrets, place: KeyringPlace): Promise<string> {
  const iv = secureRandom(IV_BYTES);
  const secrets = Uint8Array.from(former.flatMap((secret) => [...secret]));
  try {
    const sealed = await subtleCrypto().encrypt(parametersOf(iv, place), await deriveKeyringKey(newest), secrets);
    return toBase64url(Uint8Array.from([...iv, ...new Uint8Array(sealed)]));
  } finally {
    secrets.fill(0);
  }
}

/** The secrets of all epochs, by the newest and the keyring that it opens. @throws AccountError `keyring-broken` */
export async function openKeyring(newest: Uint8Array, keyring: string, place: KeyringPlace): Promise<Secrets> {
  try {
    const bytes = fromBase64url(keyring);
    const [iv, sealed] = [bytes.slice(0, IV_BYTES), bytes.slice(IV_BYTES)];
    const key = await deriveKeyringKey(newest);
    const secrets = new Uint8Array(await subtleCrypto().decrypt(parametersOf(iv, place), key, sealed));
    return { former: await secretsIn(secrets, place), newest };
  } catch (cause) {
    throw new AccountError('keyring-broken', {}, cause);
  }
}

/** Wipes the secrets, but for the newest, which is whoever's gave it. */
export function wipe({ former }: Secrets): void {
  for (const secret of former) secret.fill(0);
}

function parametersOf(iv: Uint8Array<ArrayBuffer>, { account, epoch }: KeyringPlace) {
  const additionalData = encoder.encode(['backhaul/keyring', account, epoch].join('\n'));
  return { name: 'AES-GCM', iv, additionalData, tagLength: 128 };
}

async function secretsIn(bytes: Uint8Array, { account, epoch }: KeyringPlace): Promise<readonly Uint8Array[]> {
  const count = bytes.length / SECRET_BYTES;
  const former = Array.from({ length: count }, (_, place) =>
    bytes.slice(place * SECRET_BYTES, (place + 1) * SECRET_BYTES),
  );
  const [first] = former;
  if (count !== epoch - 1 || first === undefined) throw new TypeError('These are not the secrets of so many epochs.');
  if ((await deriveAccountId(first)) !== account) throw new TypeError('The first secret is that of another account.');
  return former;
}
