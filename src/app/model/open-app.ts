import { createClient } from 'backhaul';
import { sampleAccount } from '../sample-account/sample-account.ts';
import { openAppDatabase } from '../settings/database.ts';
import { createIdentity, type Identity, readIdentity } from '../settings/identity.ts';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import { type Change, SettingsStore } from '../settings/store.ts';
import { deltaOf } from '../tasks/outcome.ts';
import type { AppModel, Opening } from './app-model.ts';
import { settingsDelivery } from './deliver-settings.ts';
import { LiveView } from './live-view.ts';
import { storeSample } from './store-sample.ts';

/** Opens what this device has of an account, or offers to make one. */
export async function openApp(): Promise<Opening> {
  const database = await openAppDatabase();
  const identity = await readIdentity(database);
  if (identity !== undefined) {
    return { kind: 'ready', model: await openModel(new SettingsStore(database, identity.device), identity) };
  }
  return {
    kind: 'first-run',
    startEmpty: async () => {
      const created = await createIdentity(database);
      return await openModel(new SettingsStore(database, created.device), created);
    },
    loadSample: async (onProgress) => {
      const created = await createIdentity(database);
      const store = new SettingsStore(database, created.device);
      await storeSample(store, sampleAccount(), onProgress);
      return await openModel(store, created);
    },
  };
}

async function openModel(store: SettingsStore, identity: Identity): Promise<AppModel> {
  const client = createClient({ account: identity.account, worker: '/sw.js' });
  const view = await LiveView.open(store);
  const delivery = settingsDelivery(store, identity, client);
  const takeIn = async () => {
    if (await delivery.takeIn()) await view.changed();
  };
  client.subscribe(() => void takeIn());
  await whenOpen(client);
  await takeIn();
  void delivery.enqueueLeftOver();

  const save = async (collection: string, changes: readonly Change[]) => {
    const changed = await store.save(changes);
    if (changed.length === 0) return undefined;
    await view.changed();
    return await delivery.enqueue(collection);
  };
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
      await client.discard(taskId);
      await store.revert((task && deltaOf(task)?.entries) ?? []);
      await view.changed();
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
