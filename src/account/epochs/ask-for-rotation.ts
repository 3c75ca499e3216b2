import { epochPath, JSON_MEDIA, parseProblem, type Rotation, rotationProof } from '../../protocol/index.ts';
import type { Account, PendingRotation } from '../account.ts';
import { toBase64url } from '../base64url.ts';
import { subtleCrypto } from '../ed25519.ts';
import { type Server, senderTo } from './ask-account.ts';

/** What a server made of a rotation. */
export type RotationOutcome =
  | { readonly kind: 'rotated' }
  /** Something was written that was not read. */
  | { readonly kind: 'not-caught-up' }
  /** The keys that asked are not the account's any more. */
  | { readonly kind: 'overtaken' }
  /** For good. */
  | { readonly kind: 'refused'; readonly status: number }
  /** For now. */
  | { readonly kind: 'unavailable'; readonly status: number };

/** Asks for the next keys, by the present ones. `cursor` is what has been read. @throws what `fetch` throws */
export async function askForRotation(
  account: Account,
  pending: Omit<PendingRotation, 'sealingKey'>,
  cursor: number,
  server: Server,
): Promise<RotationOutcome> {
  const body = JSON.stringify(await rotationOf(account, pending, cursor));
  const headers = { 'Content-Type': JSON_MEDIA };
  const url = `${server.origin}${epochPath(account.id)}`;
  const response = await senderTo(account.accountKey, server).send(
    () => new Request(url, { method: 'PUT', headers, body }),
  );
  if (!response.ok) return outcomeOf(response.status, await response.text());
  await response.body?.cancel();
  return { kind: 'rotated' };
}

function outcomeOf(status: number, text: string): RotationOutcome {
  const code = parseProblem(text)?.code;
  if (code === 'not-caught-up') return { kind: 'not-caught-up' };
  if (code === 'account-key-replaced' || code === 'epoch-not-next') return { kind: 'overtaken' };
  const isForNow = status >= 500 || status === 401 || status === 408 || status === 425 || status === 429;
  return { kind: isForNow ? 'unavailable' : 'refused', status };
}

async function rotationOf(
  { id }: Account,
  pending: Omit<PendingRotation, 'sealingKey'>,
  cursor: number,
): Promise<Rotation> {
  const { epoch, accountKey, keyring, keep } = pending;
  const publicKey = toBase64url(accountKey.publicKey);
  const text = new TextEncoder().encode(rotationProof(id, { epoch, publicKey }));
  const proof = new Uint8Array(await subtleCrypto().sign('Ed25519', accountKey.privateKey, text));
  return { epoch, publicKey, proof: toBase64url(proof), keyring, cursor, keep: [...keep] };
}
