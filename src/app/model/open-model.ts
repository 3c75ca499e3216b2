import { createClient } from 'backhaul';
import { BATCH_PATH } from 'backhaul/protocol';
import type { Identity } from '../settings/identity.ts';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import type { Change, SettingsStore } from '../settings/store.ts';
import { deltaOf } from '../tasks/outcome.ts';
import type { AppModel } from './app-model.ts';
import { settingsDelivery } from './deliver-settings.ts';
import type { Enqueued } from './enqueued.ts';
import { LeftOvers } from './left-overs.ts';
import { LiveView } from './live-view.ts';
import { turnsByCollection } from './turns.ts';
import { UnderWay } from './under-way.ts';

/** Opens an account that this device has: its settings, and the outbox that delivers them. */
export async function openModel(store: SettingsStore, identity: Identity): Promise<AppModel> {
  const client = createClient({
    account: identity.account,
    worker: '/sw.js',
    delivery: { batch: { url: BATCH_PATH } },
  });
  const view = await LiveView.open(store);
  const underWay = new UnderWay();
  const delivery = settingsDelivery(store, identity, client, underWay);
  const turns = turnsByCollection();
  const leftOvers = new LeftOvers(delivery, turns, (heldBack) => view.show({ heldBack }));
  const takeIn = async () => {
    const hasLetGo = underWay.observe(client.snapshot().tasks);
    const settled = await delivery.takeIn();
    if (settled.length > 0) await view.changed();
    if (settled.length > 0 || hasLetGo) await leftOvers.enqueue(settled);
  };
  client.subscribe(() => void takeIn().catch(reportError));
  await whenOpen(client);
  await takeIn();
  store
    .localCollections()
    .then((collections) => leftOvers.enqueue(collections))
    .catch(reportError);
  whenLookedAtAgain(() => void leftOvers.enqueue([]));

  /** The way into the outbox comes first, and waits for nothing: a tab may be closed a moment after Save. */
  const save = (collection: string, changes: readonly Change[]): Promise<Enqueued> =>
    turns.run(collection, async () => {
      try {
        const outcome = await delivery.enqueue(collection, await store.saveIn(collection, changes));
        leftOvers.note(collection, outcome);
        if (outcome.kind === 'enqueued') void leftOvers.enqueue([]);
        return outcome;
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
      const saving = save(PROFILE, changesOf(PROFILE, changes));
      view.show({ profile: { ...view.current.profile, ...changes } });
      return saving;
    },
    savePreferences: (changes) => {
      const saving = save(PREFERENCES, changesOf(PREFERENCES, changes));
      view.show({ preferences: { ...view.current.preferences, ...changes } });
      return saving;
    },
    discard: async (taskId) => {
      const task = client.snapshot().tasks.find(({ id }) => id === taskId);
      if (task?.status === 'failed') await store.revert(deltaOf(task)?.entries ?? []);
      await client.discard(taskId);
      await view.changed();
    },
    applyUpdate: async () => {
      await turns.quiet();
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

/** The person may have made room meanwhile. */
function whenLookedAtAgain(look: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
}
