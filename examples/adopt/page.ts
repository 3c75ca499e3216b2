/** A page of the chat app that has Backhaul follow its database. Its worker is that of the reference app (sw/app.ts). */

import { createClient, type DeltaTask, type Receipt, syncJournal } from 'backhaul';
import { createAccount, signRequests } from 'backhaul/account';
import { type AdoptReport, adoptChanged } from 'backhaul/adopt';
import { type Change, type Journal, journalBeforeSend, journalRules, openJournal } from 'backhaul/journal';
import { makeChat } from './chat-database.ts';
import { chatSource } from './chat-source.ts';

const tasks: readonly DeltaTask[] = [
  { type: 'update-profile', group: (name) => (name === 'profile' ? name : undefined) },
  { type: 'save-user-config', group: (name) => (name === 'bookmarks' ? name : undefined) },
  { type: 'sync-space-keys', group: (name) => (name.startsWith('space:') ? name : undefined) },
];

/** Makes the app's database and an account, and ties both to the server. */
async function openPage() {
  const database = await makeChat();
  const { account, phrase } = await createAccount();
  const journal = openJournal({ account });
  const authorize = signRequests(async () => account);
  const open = async () => journal;
  const types = tasks.map(({ type }) => type);
  const delivery = { tasks: journalRules({ types, open }), beforeSend: journalBeforeSend(open), authorize };
  const client = createClient({ account: account.id, worker: '/sw.js', delivery });
  const sync = syncJournal({ client, journal, tasks, authorize });
  const receipts: Receipt[] = [];
  const save = async (changes: readonly Change[]) => {
    const saved = await sync.save(changes);
    if (saved.kind !== 'enqueued') throw new Error(`The save was ${saved.kind}.`);
    receipts.push(...saved.receipts);
  };
  return {
    phrase,
    database,
    /** Saves what has changed in the database, and nothing else. */
    adopt: (): Promise<AdoptReport> => adoptChanged(chatSource(database), { journal, save }),
    /** Resolves when the server has all that was saved so far. */
    isDelivered: async () => {
      for (const { settled } of receipts.splice(0)) {
        const { kind } = await settled;
        if (kind !== 'delivered' && kind !== 'superseded') throw new Error(`A save was ${kind}.`);
      }
      while ((await journal.dirty()).length > 0) await nextChange(journal);
    },
  };
}

function nextChange({ watch }: Journal): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(() => {
      stop();
      resolve();
    });
  });
}

declare global {
  interface Window {
    chat: ReturnType<typeof openPage>;
  }
}

window.chat = openPage();
