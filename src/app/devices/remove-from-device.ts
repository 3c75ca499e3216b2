import type { Client } from 'backhaul';
import { forgetAccount } from 'backhaul/account';
import type { Journal } from 'backhaul/journal';
import type { AccountId } from 'backhaul/protocol';
import { forgetPasses } from 'backhaul/record';
import { MessageStore } from '../messages/message-store.ts';
import { forgetNotices } from '../notifications/forget-notices.ts';
import { withoutHolders } from './account-hold.ts';
import { forgetBrowserNotes } from './forget-browser-notes.ts';
import { tellToLeave } from './leaving.ts';

interface Kept {
  readonly account: AccountId;
  readonly client: Pick<Client, 'destroy'>;
  readonly journal: Pick<Journal, 'destroy'>;
}

/** Removes everything of an account from this browser, once other tabs have let go of it: its keys last. */
export async function removeFromDevice({ account, client, journal }: Kept): Promise<void> {
  tellToLeave('leave');
  await withoutHolders(async () => {
    await forgetNotices(); // The worker has them, which goes next.
    await client.destroy();
    await forgetPasses();
    await journal.destroy();
    await MessageStore.remove(account);
    await forgetAccount();
    forgetBrowserNotes();
  }).finally(() => tellToLeave('left'));
}
