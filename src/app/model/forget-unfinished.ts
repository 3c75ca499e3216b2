import { forgetAccount, readAccount } from 'backhaul/account';
import { openJournal } from 'backhaul/journal';
import { isNoted, unnote } from './device-notes.ts';

/** A sample that was cut off while it was made is made again, from nothing: nothing of it has been sent. */
export async function forgetUnfinished(): Promise<void> {
  if (!isNoted('sample-unfinished')) return; // The tab that was at it has finished meanwhile.
  const account = await readAccount();
  if (account !== undefined) await openJournal({ account }).destroy();
  await forgetAccount();
  unnote('sample-unfinished');
}
