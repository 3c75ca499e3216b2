import { type DeviceId, problem, type Rotation } from '../../src/protocol/index.ts';
import { Refusal } from '../handler/refusal.ts';
import { permitStill } from '../identity/permit.ts';
import type { Principal } from '../identity/principal.ts';
import type { StoredAccountKey } from '../store/key-store.ts';
import type { AccountTransaction } from '../store/store.ts';
import { keyTaken } from './check-rotation.ts';
import { epochNotNext } from './refuse-epoch.ts';

export interface RotationAttempt {
  readonly rotation: Rotation;
  /** The 32 bytes of the rotation's key. */
  readonly publicKey: Uint8Array;
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Gives the account its next key, and shuts out the devices that are not named. The very same once more is answered as before.
 * @throws Refusal `epoch-not-next`, `account-key-replaced`, `not-caught-up`, `invalid-body`
 */
export async function rotateKeys(
  transaction: AccountTransaction,
  { rotation, publicKey, principal, now }: RotationAttempt,
): Promise<StoredAccountKey> {
  const { epoch, keyring, cursor, keep } = rotation;
  const key = { epoch, publicKey, keyring, changedAt: now };
  const present = await transaction.keys.findPresent();
  if (present !== undefined && isSame(present, key)) return present;
  if (epoch !== transaction.history.epoch + 1) throw epochNotNext(transaction.history.epoch);
  await permitStill(principal, transaction);
  if (cursor !== transaction.cursor) throw notCaughtUp(transaction.cursor);
  await shutOutOthers(transaction, new Set(keep), now);
  if (!(await transaction.keys.replace(key))) throw keyTaken();
  return key;
}

/** Whoever names the devices that stay has not overlooked one that somebody else has let in meanwhile. */
async function shutOutOthers({ devices }: AccountTransaction, kept: ReadonlySet<DeviceId>, now: number): Promise<void> {
  for (const { device, revokedAt } of await devices.list()) {
    if (revokedAt === undefined && !kept.has(device)) await devices.revoke(device, now);
  }
}

function isSame(one: StoredAccountKey, other: StoredAccountKey): boolean {
  return (
    one.epoch === other.epoch && one.keyring === other.keyring && Buffer.compare(one.publicKey, other.publicKey) === 0
  );
}

/** Whoever has not read an entry could not seal it again, and nobody else could who has only the new keys. */
function notCaughtUp(cursor: number): Refusal {
  const detail = `Read the changes up to ${cursor} first, and then change the keys.`;
  return new Refusal({ ...problem('not-caught-up', 409, 'There are changes that were not read.', detail), cursor });
}
