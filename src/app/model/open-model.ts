import { createClient, type JournalSync, type SpaceNews, syncJournal } from 'backhaul';
import { type Account, readAccount, signRequests } from 'backhaul/account';
import { type Change, journalBeforeSend, journalRules, openJournal, type Value } from 'backhaul/journal';
import { BATCH_PATH } from 'backhaul/protocol';
import { recordPasses } from 'backhaul/record';
import { laterDevices } from '../devices/later-devices.ts';
import { waitForDeparture } from '../devices/leaving.ts';
import { nameThisDevice } from '../devices/name-this-device.ts';
import { laterKeys } from '../keys/later-keys.ts';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import { muteChange } from '../settings/space-notices.ts';
import { deltaTasks } from '../tasks/delta-tasks.ts';
import { spaceRules } from '../tasks/space-rules.ts';
import type { AppModel } from './app-model.ts';
import type { Conversations } from './conversations.ts';
import { isNoted, unnote } from './device-notes.ts';
import { type LiveView, openLiveView } from './live-view.ts';
import { spaceMover } from './move-space.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SaveChanges } from './save-changes.ts';
import { settleConflicts } from './settle-conflicts.ts';
import { TaskFields } from './task-fields.ts';
import { waitForReading } from './wait-for-reading.ts';

/**
 * Opens an account that this device has: its journal, and the outbox that delivers what is in it. Calls `onLetGo` when this
 * tab has let go of the account.
 */
export async function openModel(account: Account, onLetGo: () => void): Promise<AppModel> {
  const journal = openJournal({ account });
  const open = async () => journal;
  const authorize = signRequests(readAccount);
  const client = createClient({
    account: account.id,
    worker: '/sw.js',
    delivery: {
      batch: { url: BATCH_PATH },
      tasks: [...journalRules({ types: deltaTasks.map(({ type }) => type), open }), ...spaceRules],
      beforeSend: journalBeforeSend(open),
      authorize,
      trace: recordPasses(),
    },
  });
  const hear = (news: SpaceNews) => void conversations().then((opened) => opened.hear(news), reportError);
  const sync = syncJournal({ client, journal, tasks: deltaTasks, authorize, onSpaceNews: hear });
  const letGo = () => {
    sync.close();
    opening?.then(
      ({ close }) => close(),
      () => undefined,
    );
    journal.close();
    onLetGo();
  };
  const view = await openLiveView(journal, sync);
  const stopWaiting = isNoted('account-unread') ? waitForReading(view, sync) : () => undefined;
  const saves = new Set<Promise<unknown>>();
  const save: SaveChanges = (changes) => {
    const saving = sync.save(changes);
    const done = () => {
      saves.delete(saving);
      view.show({ isSaving: saves.size > 0 });
    };
    saves.add(saving);
    view.show({ isSaving: true });
    saving.then(done, done);
    return saving;
  };
  const settle = oneAtATime(() => settleConflicts(journal, save));
  sync.subscribe(() => {
    if (sync.state().losers > view.current().conflicts.length) settle().catch(reportError);
  });
  const saveProfile = profileSaver(view, sync, save);
  let opening: Promise<Conversations> | undefined;
  const conversations = () => {
    opening ??= import('./conversations.ts').then(({ openConversations }) =>
      openConversations({
        account,
        journal,
        client,
        fetch: sync.fetch,
        save,
        view: view.current,
        show: (joined) => view.show({ joined }),
      }),
    );
    opening.catch(() => {
      opening = undefined; // Offline before anything was cached: it is asked for again.
    });
    return opening;
  };
  if (isNoted('spaces-unmade')) {
    const making = view.current().spaces.map(async ({ id }) => (await conversations()).desk.makeAgain(id));
    Promise.all(making).then(() => unnote('spaces-unmade'), reportError); // Whatever is left is made at the next opening.
  }
  const { left, leave } = waitForDeparture(() => {
    client.close();
    letGo();
  });
  await Promise.all([nameThisDevice(journal, save).catch(reportError), whenOpen(client)]);

  return {
    device: journal.device,
    account: account.id,
    client,
    view: view.current,
    subscribe: view.subscribe,
    saveProfile,
    savePreferences: (values) => {
      const saving = save(changesOf(PREFERENCES, values));
      view.showWhile({ of: PREFERENCES, values }, saving);
      return saving;
    },
    setMuted: (space, isMuted) => save([muteChange(space, isMuted)]),
    moveSpace: spaceMover(view, save),
    conversations,
    devices: laterDevices({ account, client, journal, letGo, onLeft: leave }),
    keys: laterKeys({ account, journal, sync }),
    acceptHistory: () => sync.acceptHistory(),
    rotateKey: async (spaceId) => (await conversations()).rotateKey(spaceId),
    discard: async (taskId) => (await conversations()).takeBack(taskId, () => sync.discard(taskId)),
    cancel: async (taskId) => (await conversations()).takeBack(taskId, () => sync.cancel(taskId)),
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
    left,
  };
}

/** Saves fields of the profile, and remembers which of them its tasks carry. */
function profileSaver(view: LiveView, sync: JournalSync, save: SaveChanges): AppModel['saveProfile'] {
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
