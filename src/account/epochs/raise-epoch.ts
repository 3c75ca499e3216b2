import type { Account, SigningKey } from '../account.ts';
import { AccountError } from '../errors.ts';
import { askAccount, type Server } from './ask-account.ts';
import { askForRotation } from './ask-for-rotation.ts';
import { devicesNow, devicesToKeep } from './devices-to-keep.ts';
import type { RotationWays } from './rotate-keys.ts';

/** Times beside the steps themselves: others may have written meanwhile, or taken the step. */
const ATTEMPTS = 5;

/**
 * Has a server that was restored from before the keys were changed change them once more, step by step, to those that this device
 * has. Those that it shut out then are shut out again. Gives whether they are the account's there now; not when the server has come to others meanwhile: those are to be had by their
 * words.
 * @throws AccountError `not-caught-up`, `rotation-refused`, or what `fetch` throws: it can be tried again
 */
export async function raiseEpoch(account: Account, ways: RotationWays): Promise<boolean> {
  const { steps = [] } = account;
  for (let attempt = 0; attempt <= ATTEMPTS + steps.length; attempt += 1) {
    const at = await epochAt(account, ways);
    if (at === undefined) return false;
    const step = steps.find(({ epoch }) => epoch === at + 1);
    if (step === undefined) return true;
    const former = { ...account, accountKey: step.by };
    const known = await devicesNow(former, ways);
    const keep = devicesToKeep(
      known.filter((device) => step.keep?.includes(device) ?? true),
      account.device.id,
      [],
    );
    const outcome = await askForRotation(former, { ...step, keep }, await ways.catchUp(), ways);
    if (outcome.kind === 'refused' || outcome.kind === 'unavailable') {
      throw new AccountError('rotation-refused', { status: outcome.status });
    }
  }
  throw new AccountError('not-caught-up', {});
}

/** The newest epoch of this device's that the server knows by its key; nothing when it has come to another one. */
async function epochAt({ id, accountKey, sealing, steps = [] }: Account, server: Server): Promise<number | undefined> {
  const former = steps.map(({ epoch, by }): readonly [number, SigningKey] => [epoch - 1, by]).toReversed();
  for (const [epoch, key] of [[sealing.epoch, accountKey] as const, ...former]) {
    const told = await askUnlessReplaced(key, server);
    if (told === 'replaced') return undefined;
    if (told === undefined || told.account === id) return epoch;
  }
  return undefined;
}

async function askUnlessReplaced(key: SigningKey, server: Server) {
  try {
    return await askAccount(key, server);
  } catch (cause) {
    if (cause instanceof AccountError && cause.code === 'keys-replaced') return 'replaced';
    throw cause;
  }
}
