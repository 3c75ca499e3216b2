import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { entryOf, saveRequest } from '../../stage/settings-task.ts';

const SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 256 },
    clock: { type: 'string' },
    value: { type: 'string' },
  },
  required: ['id', 'clock', 'value'],
};

/** As many as the server takes in one request. */
const BATCH_SIZE = 1_000;

function replicate(collection, account) {
  return replicateRxCollection({
    collection,
    replicationIdentifier: `settings-${account}`,
    push: {
      batchSize: BATCH_SIZE,
      handler: async (rows) => {
        const entries = rows.map(({ newDocumentState: { id, clock, value } }) => ({ id, clock, value }));
        const response = await fetch(saveRequest(account, entries, crypto.randomUUID()));
        if (!response.ok) throw new Error(`The server answered ${response.status}.`);
        return []; // The server merges by clock: nothing conflicts.
      },
    },
  });
}

window.contestant = {
  open: async ({ account }) => {
    const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie() });
    const { settings } = await database.addCollections({ settings: { schema: SCHEMA } });
    const replication = replicate(settings, account);
    await replication.awaitInitialReplication();
    return {
      save: async (task) => {
        await settings.insert(entryOf(task));
      },
      isQuiet: async () => undefined,
    };
  },
};
