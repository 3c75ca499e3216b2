import { FIRST_EPOCH } from '../../protocol/index.ts';
import type { RotationStep } from '../account.ts';
import { deriveAccountKey } from '../derive-keys.ts';
import type { Found } from './find-secrets.ts';
import { sealKeyring } from './keyring.ts';

/** How an account's keys came to be those of now, by all of its secrets. */
export async function stepsOf({ account, secrets, keyring: newest }: Found): Promise<readonly RotationStep[]> {
  const all = [...secrets.former, secrets.newest];
  const keys = await Promise.all(all.map(deriveAccountKey));
  const steps = all.map(async (secret, place): Promise<readonly RotationStep[]> => {
    const [by, accountKey] = [keys[place - 1], keys[place]];
    if (by === undefined || accountKey === undefined) return [];
    const epoch = FIRST_EPOCH + place;
    const isNewest = place === all.length - 1 && newest !== undefined;
    const keyring = isNewest
      ? newest
      : await sealKeyring({ former: all.slice(0, place), newest: secret }, { account, epoch });
    return [{ epoch, by, accountKey, keyring }];
  });
  return (await Promise.all(steps)).flat();
}
