import * as v from 'valibot';
import { type DeviceId, devicePath, devicesPath, devicesSchema, type RegisteredDevice } from '../../protocol/index.ts';
import type { Account } from '../account.ts';
import { AccountKeySender } from './account-key-sender.ts';
import { DevicesError } from './devices-error.ts';
import type { SigningOptions } from './sign-requests.ts';

/** The devices of an account, as a server knows them. */
export interface AccountDevices {
  /** The oldest first, revoked ones among them. @throws DevicesError, or what `fetch` throws */
  readonly list: () => Promise<readonly RegisteredDevice[]>;
  /** Shuts a device out, from now on and for good; also this one. @throws DevicesError, or what `fetch` throws */
  readonly revoke: (device: DeviceId) => Promise<void>;
}

/** What is asked is signed by the account's key, which does nothing else: it works also where no device is registered yet. */
export function accountDevices(
  account: Account,
  {
    origin,
    now = Date.now,
    fetch = (request) => globalThis.fetch(request),
  }: { readonly origin: string } & SigningOptions,
): AccountDevices {
  const sender = new AccountKeySender(account.accountKey, { now, fetch });
  const send = async (method: 'GET' | 'DELETE', path: string) => {
    const response = await sender.send(() => new Request(`${origin}${path}`, { method, cache: 'no-store' }));
    if (response.ok) return response;
    await response.body?.cancel();
    throw new DevicesError(response.status);
  };
  return {
    list: async () => {
      const answer: unknown = await (await send('GET', devicesPath(account.id))).json().catch(() => undefined);
      const parsed = v.safeParse(devicesSchema, answer);
      if (!parsed.success) throw new DevicesError(200);
      return parsed.output.devices;
    },
    revoke: async (device) => void (await send('DELETE', devicePath(account.id, device))),
  };
}
