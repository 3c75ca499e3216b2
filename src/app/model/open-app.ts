import { readAccount } from 'backhaul/account';
import { holdAccount } from '../devices/account-hold.ts';
import { untilLoaded } from '../later/until-loaded.ts';
import type { Opening } from './app-model.ts';
import { takeJoinLink } from './join-link.ts';
import { openModel } from './open-model.ts';

/** Opens what this device has of an account, or offers to make or join one. */
export async function openApp(): Promise<Opening> {
  const link = takeJoinLink();
  const letGo = await holdAccount();
  try {
    const account = await readAccount();
    if (account !== undefined) {
      return { kind: 'ready', model: await openModel(account, letGo), isLinkIgnored: link !== undefined };
    }
    const { openFirstRun } = await untilLoaded(() => import('./first-run.ts')); // A device that has an account never needs it.
    const firstRun = await openFirstRun(link);
    letGo();
    return { kind: 'first-run', firstRun };
  } catch (cause) {
    letGo();
    throw cause;
  }
}
