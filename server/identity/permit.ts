import type { AccountId } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import type { AccountTransaction, Store } from '../store/store.ts';
import type { Principal } from './principal.ts';

/** Only who is of the account may read and write what it holds. @throws Refusal `foreign-account` */
export function permit(principal: Principal, account: AccountId): void {
  if (principal.account !== account) throw foreignAccount();
  if (principal.kind === 'account-key') {
    const detail = 'The account’s key registers and revokes devices. Sign this with the key of a device.';
    throw refuse('foreign-account', 403, 'This key may not do that.', detail);
  }
}

export function foreignAccount(): Refusal {
  return refuse(
    'foreign-account',
    403,
    'This belongs to another account.',
    'Sign in as the account that it belongs to.',
  );
}

/**
 * Whether who was let in may still write, now that no device can be revoked, and no key replaced, beside this transaction.
 * @throws Refusal `device-revoked`, `account-key-replaced`
 */
export async function permitStill(principal: Principal, transaction: AccountTransaction): Promise<void> {
  if (principal.kind === 'account-key' && principal.epoch !== transaction.history.epoch) throw accountKeyReplaced();
  if (principal.kind !== 'device' || principal.generation === transaction.deviceGeneration) return;
  const device = await transaction.devices.find(principal.device);
  if (device === undefined || device.revokedAt !== undefined) throw deviceRevoked();
}

/** Whether who was let in may still read. */
export async function isStillKnown(principal: Principal, store: Store): Promise<boolean> {
  if (principal.kind !== 'device') return true;
  const device = await store.findDevice(principal.account, principal.device);
  return device !== undefined && device.revokedAt === undefined;
}

/** As an answer to a signature it asks for another one: a device that is revoked has none to give, and keeps what it holds. */
export function deviceRevoked(): Refusal {
  const detail = 'This device was signed out of the account by another one. Register a new device to go on.';
  return refuse('device-revoked', 401, 'This device has been revoked.', detail);
}

/** As with a device that is revoked: another signature with this key would not help. */
export function accountKeyReplaced(): Refusal {
  const detail = 'The keys of the account were changed: enter its new words to go on.';
  return refuse('account-key-replaced', 401, 'The account has another key now.', detail);
}
