import type { Client } from 'backhaul';
import { type Account, accountDevices, readAccount } from 'backhaul/account';
import type { Journal } from 'backhaul/journal';
import { DEVICES } from '../settings/names.ts';
import { parseDeviceNames } from './device-entries.ts';
import { type LinkedDevice, linkedDevices } from './linked-devices.ts';

/** What a person does about the devices of their account. */
export interface Devices {
  /** @throws DevicesError, or what the network throws */
  readonly list: () => Promise<readonly LinkedDevice[]>;
  /**
   * Makes this another device of the account, after another one has shut it out; what has waited is sent. Until the page is
   * opened anew, it edits as the device that it was.
   * @throws AccountError `wrong-phrase`, `other-account-kept`, `keys-not-kept`, `keys-replaced` for words of the past
   */
  readonly signInAgain: (phraseOrLink: string) => Promise<void>;
  /**
   * Removes the account from this device, with all that was never sent; what the server has stays there. The server is asked
   * to shut this device out, and where it cannot be asked, whoever has no keys cannot come back either. Other tabs let go of
   * the account first.
   */
  readonly signOutHere: () => Promise<void>;
}

export interface DevicesOptions {
  readonly account: Account;
  readonly client: Pick<Client, 'destroy' | 'signIn'>;
  readonly journal: Pick<Journal, 'collection' | 'destroy'>;
  /** Ends what this tab does with the account, but for the client, which ends itself. */
  readonly letGo: () => void;
  readonly onLeft: () => void;
}

/** Milliseconds that signing out waits for a server. */
const PATIENCE = 5_000;

export function openDevices({ account, client, journal, letGo, onLeft }: DevicesOptions): Devices {
  const now = async () => (await readAccount()) ?? account; // It may have become another device, or got other keys.
  return {
    list: async () => {
      const kept = await now();
      const [registered, entries] = await Promise.all([
        accountDevices(kept, { origin: location.origin }).list(),
        journal.collection(DEVICES).list(),
      ]);
      return linkedDevices(registered, parseDeviceNames(entries), kept.device.id);
    },
    signInAgain: async (phraseOrLink) => {
      const { signInAgain } = await import('./sign-in-again.ts'); // It brings the list of words with it.
      await signInAgain(client, phraseOrLink);
    },
    signOutHere: async () => {
      const { removeFromDevice } = await import('./remove-from-device.ts'); // Before anything is gone.
      await now()
        .then(shutOut)
        .catch(() => undefined);
      letGo();
      await removeFromDevice({ account: account.id, client, journal });
      onLeft();
    },
  };
}

/** Has the server shut out the device that this one is. @throws what `AccountDevices.revoke` throws */
async function shutOut(account: Account): Promise<void> {
  const patient = (request: Request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) }));
  await accountDevices(account, { origin: location.origin, fetch: patient }).revoke(account.device.id);
}
