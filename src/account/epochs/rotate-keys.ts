import type { DeviceId } from '../../protocol/index.ts';
import type { Account, PendingRotation } from '../account.ts';
import { AccountError } from '../errors.ts';
import { type KeptAccount, keptHere } from '../kept-account.ts';
import { askAccount, type Server } from './ask-account.ts';
import { askForRotation } from './ask-for-rotation.ts';
import { devicesNow, devicesToKeep } from './devices-to-keep.ts';
import type { PreparedRotation } from './prepare-rotation.ts';
import { onlyIf, withKeys } from './with-keys.ts';

/** What a rotation needs beside its keys. One at a time on a device. */
export interface RotationWays extends Server {
  /** Reads all that the server has, and gives the number of its newest change. */
  readonly catchUp: () => Promise<number>;
  /** Where this device keeps the account; in this browser, unless told. */
  readonly kept?: KeptAccount;
}

/** Times that others may have written between the reading and the rotation. */
const ATTEMPTS = 5;

/**
 * Has prepared keys take the place of the account's, at the server and on this device, and shuts out with the same
 * stroke the devices in `revoke`, and every one that the server does not tell of now. Everything is read first: what nobody here has read, nobody here can seal again. The new keys are kept before the
 * server is asked, so that whatever ends this, `resumeRotation` ends it. Gives the account with the new keys.
 * @throws AccountError `not-caught-up`, `rotation-refused`, `keys-replaced`: nothing has changed. What `fetch` throws: the server
 * may have heard of it, and `resumeRotation` finds out.
 */
export async function rotateKeys(
  { present, next }: PreparedRotation,
  { revoke = [], ...ways }: RotationWays & { readonly revoke?: readonly DeviceId[] },
): Promise<Account> {
  const cursor = await caughtUp(ways);
  const now = await devicesNow(present, ways);
  const kept = await keptIn(ways).change((before) => {
    const account = withKeys(before, present);
    return { ...account, pending: { ...next, keep: devicesToKeep(now, account.device.id, revoke) } };
  });
  return await carryThrough(kept, ways, cursor);
}

/**
 * Ends a rotation that was cut off: the server says whether it has become true, and is asked again where it has not. Gives the
 * account with the new keys; nothing where none was cut off.
 * @throws the same
 */
export async function resumeRotation(ways: RotationWays): Promise<Account | undefined> {
  const kept = await keptIn(ways).read();
  if (kept?.pending === undefined) return undefined;
  if (await isTrue(kept, kept.pending, ways)) return await promote(kept, kept.pending, ways);
  return await carryThrough(kept, ways, await caughtUp(ways));
}

/** @throws AccountError `not-caught-up` */
async function caughtUp({ catchUp }: RotationWays): Promise<number> {
  try {
    return await catchUp();
  } catch (cause) {
    throw new AccountError('not-caught-up', {}, cause);
  }
}

async function carryThrough(kept: Account, ways: RotationWays, readUpTo: number): Promise<Account> {
  const { pending } = kept;
  if (pending === undefined) throw new AccountError('keys-replaced', {});
  let cursor = readUpTo;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const outcome = await askForRotation(kept, pending, cursor, ways);
    switch (outcome.kind) {
      case 'rotated':
        return await promote(kept, pending, ways);
      case 'overtaken':
        if (await isTrue(kept, pending, ways)) return await promote(kept, pending, ways); // The answer to that was lost.
        return await giveUp(kept, ways, new AccountError('keys-replaced', {}));
      case 'refused':
        return await giveUp(kept, ways, new AccountError('rotation-refused', { status: outcome.status }));
      case 'unavailable':
        throw new AccountError('rotation-refused', { status: outcome.status });
      case 'not-caught-up':
        cursor = await caughtUp(ways);
    }
  }
  return await giveUp(kept, ways, new AccountError('not-caught-up', {}));
}

/** Whether the server has changed the keys to these. */
async function isTrue(kept: Account, { epoch, accountKey }: PendingRotation, server: Server): Promise<boolean> {
  try {
    const told = await askAccount(accountKey, server);
    return told?.account === kept.id && told.epoch === epoch;
  } catch (cause) {
    if (cause instanceof AccountError && cause.code === 'keys-replaced') return false; // It was true, and is of the past.
    throw cause;
  }
}

/** The new keys are those of this device from now on. */
async function promote(
  { id }: Account,
  { sealingKey, ...step }: PendingRotation,
  ways: RotationWays,
): Promise<Account> {
  return await keptIn(ways).change((now) => {
    const account = onlyIf(now, id);
    const { epoch, accountKey } = step;
    const sealing = { epoch, keys: new Map([...account.sealing.keys, [epoch, sealingKey]]) };
    const steps = [...(account.steps ?? []), { ...step, by: account.accountKey }];
    return withKeys(account, { ...account, sealing, accountKey, steps });
  });
}

async function giveUp({ id, pending: given }: Account, ways: RotationWays, reason: AccountError): Promise<never> {
  await keptIn(ways).change((now) => {
    const { pending, ...account } = onlyIf(now, id);
    return pending?.keyring === given?.keyring ? account : { ...account, ...(pending && { pending }) };
  });
  throw reason;
}

function keptIn({ kept = keptHere }: RotationWays): KeptAccount {
  return kept;
}
