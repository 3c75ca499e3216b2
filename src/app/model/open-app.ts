import { sampleAccount } from '../sample-account/sample-account.ts';
import { type AppDatabase, openAppDatabase } from '../settings/database.ts';
import { type Identity, keepIdentity, newIdentity, readIdentity } from '../settings/identity.ts';
import { SettingsStore } from '../settings/store.ts';
import type { AppModel, Opening } from './app-model.ts';
import { openModel } from './open-model.ts';
import { storeSample } from './store-sample.ts';

/** Opens what this device has of an account, or offers to make one. */
export async function openApp(): Promise<Opening> {
  const database = await openAppDatabase();
  const identity = await readIdentity(database);
  if (identity !== undefined) return { kind: 'ready', model: await open(database, identity) };
  return {
    kind: 'first-run',
    startEmpty: () => begin(database, newIdentity(), async () => undefined),
    loadSample: (onProgress) => {
      const created = newIdentity();
      const store = new SettingsStore(database, created.device);
      return begin(database, created, () => storeSample(store, sampleAccount(), onProgress));
    },
  };
}

/** The identity is kept last: an account that was cut off while it was made is made again, from nothing. */
async function begin(database: AppDatabase, created: Identity, fill: () => Promise<void>): Promise<AppModel> {
  if ((await readIdentity(database)) === undefined) {
    await empty(database);
    await fill();
  }
  return await open(database, await keepIdentity(database, created));
}

async function empty(database: AppDatabase): Promise<void> {
  const stores = ['entries', 'spaces', 'device'] as const;
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of stores) await transaction.objectStore(store).clear();
  await transaction.done;
}

async function open(database: AppDatabase, identity: Identity): Promise<AppModel> {
  return await openModel(new SettingsStore(database, identity.device), identity);
}
