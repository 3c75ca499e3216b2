import type { Client } from 'backhaul';
import { type Account, accountDevices, forgetAccount } from 'backhaul/account';
import type { Journal } from 'backhaul/journal';
import { forgetPasses } from 'backhaul/record';
import type { SaveChanges } from '../model/save-changes.ts';
import { DEVICES } from '../settings/names.ts';
import { deviceChange, parseDeviceNames } from './device-entries.ts';
import { deviceName } from './device-name.ts';
import { type LinkedDevice, linkedDevices } from './linked-devices.ts';

/** What a person does about the devices of their account. */
export interface Devices {
  /** @throws DevicesError, or what the network throws */
  readonly list: () => Promise<readonly LinkedDevice[]>;
  /**
   * Removes the account from this device, with all that was never sent; what the server has stays there. The server is asked
   * to shut this device out, and where it cannot be asked, whoever has no keys cannot come back either.
   */
  readonly signOutHere: () => Promise<void>;
}

interface DevicesOptions {
  readonly account: Account;
  readonly client: Pick<Client, 'destroy'>;
  readonly journal: Pick<Journal, 'collection' | 'destroy'>;
  readonly forgetNotes: () => void;
}

/** Milliseconds that signing out waits for a server. */
const PATIENCE = 5_000;

export function openDevices({ account, client, journal, forgetNotes }: DevicesOptions): Devices {
  const here = account.device.id;
  const server = accountDevices(account, { origin: location.origin });
  const patient = accountDevices(account, {
    origin: location.origin,
    fetch: (request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) })),
  });
  return {
    list: async () => {
      const [registered, entries] = await Promise.all([server.list(), journal.collection(DEVICES).list()]);
      return linkedDevices(registered, parseDeviceNames(entries), here);
    },
    signOutHere: async () => {
      const { MessageStore } = await import('../messages/message-store.ts'); // Before anything is gone.
      await patient.revoke(here).catch(() => undefined);
      await client.destroy();
      await forgetPasses();
      await journal.destroy();
      await MessageStore.remove(account.id);
      await forgetAccount();
      forgetNotes();
    },
  };
}

/** Says to the account's other devices what this one is called, once. */
export async function nameThisDevice(
  journal: Pick<Journal, 'collection' | 'device'>,
  save: SaveChanges,
): Promise<void> {
  if ((await journal.collection(DEVICES).get(journal.device)) !== undefined) return;
  await save([deviceChange(journal.device, deviceName(navigator.userAgent))]);
}
