import { type AccountId, type Rotation, rotationProof } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import { accountOf, hasSigned } from '../identity/signature/key-holder.ts';
import { isWeakKey } from '../identity/signature/public-key.ts';
import type { Store } from '../store/store.ts';

/**
 * The 32 bytes of a key that the account may be given: whoever asks has it, and it is no account's first.
 * @throws Refusal `invalid-body`
 */
export async function checkedKey(
  account: AccountId,
  rotation: Rotation,
  store: Pick<Store, 'history'>,
): Promise<Uint8Array> {
  const publicKey = Buffer.from(rotation.publicKey, 'base64url');
  if (isWeakKey(publicKey)) throw unfitting('publicKey: With this key anybody could sign. Make another one.');
  const proof = Buffer.from(rotation.proof, 'base64url');
  const isProved = await hasSigned(publicKey, Buffer.from(rotationProof(account, rotation)), proof);
  if (!isProved) throw unfitting('proof: It was not made with this key over account, epoch and public key.');
  if ((await store.history(accountOf(publicKey))) !== undefined) throw keyTaken();
  return publicKey;
}

export function keyTaken(): Refusal {
  return unfitting('publicKey: This is, or was, the key of an account. Make another one.');
}

function unfitting(detail: string): Refusal {
  return refuse('invalid-body', 400, 'The account cannot have this key.', detail);
}
