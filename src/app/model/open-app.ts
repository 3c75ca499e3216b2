import { readAccount } from 'backhaul/account';
import type { Opening } from './app-model.ts';
import { isNoted } from './device-notes.ts';
import { forgetUnfinished } from './forget-unfinished.ts';
import { takeJoinLink } from './join-link.ts';
import { oneSampleAtATime } from './one-sample-at-a-time.ts';
import { openModel } from './open-model.ts';

/** Opens what this device has of an account, or offers to make or join one. */
export async function openApp(): Promise<Opening> {
  const link = takeJoinLink();
  if (isNoted('sample-unfinished')) await oneSampleAtATime(forgetUnfinished);
  const account = await readAccount();
  if (account !== undefined) {
    return { kind: 'ready', model: await openModel(account), isLinkIgnored: link !== undefined };
  }
  const { firstRun } = await import('./first-run.ts'); // A device that has an account never needs it.
  return { kind: 'first-run', firstRun: firstRun(link) };
}
