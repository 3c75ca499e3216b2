import { createClient, type Receipt } from 'backhaul';
import type { Identity } from '../settings/identity.ts';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import type { Change, SettingsStore } from '../settings/store.ts';
import { deltaOf } from '../tasks/outcome.ts';
import type { AppModel } from './app-model.ts';
import { settingsDelivery } from './deliver-settings.ts';
import { inTurn } from './in-turn.ts';
import { LiveView } from './live-view.ts';

/** Opens an account that this device has: its settings, and the outbox that delivers them. */
export async function openModel(store: SettingsStore, identity: Identity): Promise<AppModel> {
  const client = createClient({ account: identity.account, worker: '/sw.js' });
  const view = await LiveView.open(store);
  const delivery = settingsDelivery(store, identity, client);
  const saves = inTurn();
  const takeIn = async () => {
    if (!(await delivery.takeIn())) return;
    await view.changed();
    await saves.run(delivery.enqueueLeftOver);
  };
  client.subscribe(() => void takeIn().catch(reportError));
  await whenOpen(client);
  await takeIn();
  saves.run(delivery.enqueueLeftOver).catch(reportError);

  /** Enqueued before anything is shown again: closing the tab now must not leave a save without its task. */
  const save = (collection: string, changes: readonly Change[]): Promise<Receipt | undefined> =>
    saves.run(async () => {
      try {
        await store.save(changes);
        const receipt = await delivery.enqueue(collection);
        await receipt?.stored.catch(() => undefined); // Whoever made the save looks at it.
        return receipt;
      } finally {
        view.changed().catch(reportError); // Also takes back what was shown and could not be kept.
      }
    });
  return {
    identity,
    client,
    view: () => view.current,
    subscribe: (listener) => view.subscribe(listener),
    saveProfile: (changes) => {
      view.show({ profile: { ...view.current.profile, ...changes } });
      return save(PROFILE, changesOf(PROFILE, changes));
    },
    savePreferences: (changes) => {
      view.show({ preferences: { ...view.current.preferences, ...changes } });
      return save(PREFERENCES, changesOf(PREFERENCES, changes));
    },
    discard: async (taskId) => {
      const task = client.snapshot().tasks.find(({ id }) => id === taskId);
      if (task?.status === 'failed') await store.revert(deltaOf(task)?.entries ?? []);
      await client.discard(taskId);
      await view.changed();
    },
    applyUpdate: async () => {
      await saves.quiet();
      await client.applyUpdate();
    },
  };
}

function changesOf(collection: string, values: Readonly<Record<string, unknown>>): readonly Change[] {
  return Object.entries(values).map(([name, value]) => ({ id: `${collection}/${name}`, value }));
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
