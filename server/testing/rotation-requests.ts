import { sign } from 'node:crypto';
import * as v from 'valibot';
import {
  type AccountEpoch,
  type AccountId,
  accountEpochSchema,
  CBOR,
  encodeDelta,
  entriesPath,
  epochPath,
  IDEMPOTENCY_KEY,
  JSON_MEDIA,
  OWN_ACCOUNT_PATH,
  type Rotation,
  rotationProof,
  type SentEntry,
} from '../../src/protocol/index.ts';
import { ORIGIN } from './open-handler.ts';
import { newKey, signAs, signAsAccount, type TestAccount, type TestKey } from './signed-requests.ts';

/** The account once it has this key. */
export function rekeyed(account: TestAccount, key: TestKey = newKey()): TestAccount {
  return { ...account, key };
}

/** What gives the account the key of `next`, as whoever has it would say it; `changes` say something else. */
export function rotationOf(next: TestAccount, changes: Partial<Rotation> = {}): Rotation {
  const publicKey = Buffer.from(next.key.publicKey).toString('base64url');
  const said = { epoch: 2, publicKey, keyring: 'c2VhbGVk', cursor: 0, keep: [next.device.id], ...changes };
  return { ...said, proof: changes.proof ?? proofOf(next.id, said, next.key) };
}

export function proofOf(
  account: AccountId,
  said: Pick<Rotation, 'epoch' | 'publicKey'>,
  { privateKey }: TestKey,
): string {
  return sign(null, Buffer.from(rotationProof(account, said)), privateKey).toString('base64url');
}

/** Signed by the account's key as `account` has it, unless told otherwise. */
export function rotating(
  account: TestAccount,
  rotation: Rotation,
  { of = account.id, signing = signAsAccount } = {},
): Promise<Request> {
  const headers = { 'Content-Type': JSON_MEDIA };
  const body = JSON.stringify(rotation);
  return signing(account, new Request(`${ORIGIN}${epochPath(of)}`, { method: 'PUT', headers, body }));
}

export function askingEpoch(account: TestAccount, { of = account.id, signing = signAs } = {}): Promise<Request> {
  return signing(account, new Request(`${ORIGIN}${epochPath(of)}`));
}

export function askingOwnAccount(account: TestAccount, signing = signAsAccount): Promise<Request> {
  return signing(account, new Request(`${ORIGIN}${OWN_ACCOUNT_PATH}`));
}

export async function epochIn(response: Response): Promise<AccountEpoch> {
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return v.parse(accountEpochSchema, await response.json());
}

/** Saves entries that are sealed under the keys of an epoch. */
export function savingUnder(
  account: TestAccount,
  epoch: number,
  key: string,
  ...entries: SentEntry[]
): Promise<Request> {
  const headers = { 'Content-Type': CBOR, [IDEMPOTENCY_KEY]: key };
  const body = encodeDelta(entries, epoch);
  return signAs(account, new Request(`${ORIGIN}${entriesPath(account.id)}`, { method: 'PATCH', body, headers }));
}
