import { createClient, type JournalSync, type Saved, syncJournal } from 'backhaul';
import { type Account, signRequests } from 'backhaul/account';
import { type Change, journalBeforeSend, journalRules, openJournal, type Value } from 'backhaul/journal';
import { BATCH_PATH } from 'backhaul/protocol';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import { deltaTasks } from '../tasks/delta-tasks.ts';
import type { AppModel } from './app-model.ts';
import { isNoted } from './device-notes.ts';
import { type LiveView, openLiveView } from './live-view.ts';
import { rotatedKey } from './rotate-key.ts';
import { TaskFields } from './task-fields.ts';
import { waitForReading } from './wait-for-reading.ts';

/** Opens an account that this device has: its journal, and the outbox that delivers what is in it. */
export async function openModel(account: Account): Promise<AppModel> {
  const journal = openJournal({ account });
  const open = async () => journal;
  const authorize = signRequests(async () => account);
  const client = createClient({
    account: account.id,
    worker: '/sw.js',
    delivery: {
      batch: { url: BATCH_PATH },
      tasks: journalRules({ types: deltaTasks.map(({ type }) => type), open }),
      beforeSend: journalBeforeSend(open),
      authorize,
    },
  });
  const sync = syncJournal({ client, journal, tasks: deltaTasks, authorize });
  const view = await openLiveView(journal, sync);
  const stopWaiting = isNoted('account-unread') ? waitForReading(view, sync) : () => undefined;
  const saves = new Set<Promise<unknown>>();
  const save = (changes: readonly Change[]): Promise<Saved> => {
    const saving = sync.save(changes);
    const done = () => saves.delete(saving);
    saves.add(saving);
    saving.then(done, done);
    return saving;
  };
  const saveProfile = profileSaver(view, sync, save);
  await whenOpen(client);

  return {
    device: journal.device,
    client,
    view: view.current,
    subscribe: view.subscribe,
    saveProfile,
    savePreferences: (values) => {
      const saving = save(changesOf(PREFERENCES, values));
      view.showWhile({ of: PREFERENCES, values }, saving);
      return saving;
    },
    rotateKey: async (spaceId) => {
      const space = view.current().spaces.find(({ id }) => id === spaceId);
      return space === undefined ? { kind: 'nothing-changed' } : await save(rotatedKey(space));
    },
    discard: (taskId) => sync.discard(taskId),
    turnSyncOff: async () => void (await sync.turnOff()),
    turnSyncOn: () => sync.turnOn(),
    removeFromServer: async () => (await sync.removeFromServer()).stored,
    keepMine: async (conflict) => {
      await journal.keepMine(conflict);
      await view.readConflicts();
    },
    keepTheirs: async (conflict) => {
      await journal.keepTheirs(conflict);
      await view.readConflicts();
    },
    stopWaiting,
    applyUpdate: async () => {
      await Promise.allSettled(saves);
      await client.applyUpdate();
    },
  };
}

/** Saves fields of the profile, and remembers which of them its tasks carry. */
function profileSaver(
  view: LiveView,
  sync: JournalSync,
  save: (changes: readonly Change[]) => Promise<Saved>,
): AppModel['saveProfile'] {
  const fields = new TaskFields();
  return async (values) => {
    const carried = fields.saving(Object.keys(values), sync.state().dirty.has(PROFILE));
    const saving = save(changesOf(PROFILE, values));
    view.showWhile({ of: PROFILE, values }, saving);
    const saved = await saving;
    if (saved.kind === 'enqueued') {
      const ids = saved.receipts.map(({ id }) => id);
      fields.enqueued(ids, carried);
      view.show({ fieldsOfTasks: fields.byTask });
    }
    return saved;
  };
}

function changesOf(collection: string, values: Readonly<Record<string, Value>>): readonly Change[] {
  return Object.entries(values).map(([key, value]) => ({ collection, key, value }));
}

/** Resolves as soon as the client has read what is under way. */
function whenOpen(client: AppModel['client']): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (client.snapshot().status.kind === 'opening') return;
      stop();
      resolve();
    };
    const stop = client.subscribe(look);
    look();
  });
}
