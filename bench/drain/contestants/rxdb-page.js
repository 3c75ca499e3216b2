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
    isTombstone: { type: 'boolean' },
    value: { type: 'string' },
  },
  required: ['id', 'clock', 'isTombstone', 'value'],
};

/** As many as the server takes in one request. */
const BATCH_SIZE = 1_000;

/** RxDB's documents are JSON, which has no bytes. */
function documentOf(entry) {
  return { ...entry, value: entry.value.toBase64() };
}

function entryFrom({ id, clock, isTombstone, value }) {
  return { id, clock, isTombstone, value: Uint8Array.fromBase64(value) };
}

function replicate(collection, account) {
  return replicateRxCollection({
    collection,
    replicationIdentifier: `settings-${account}`,
    push: {
      batchSize: BATCH_SIZE,
      handler: async (rows) => {
        const entries = rows.map(({ newDocumentState }) => entryFrom(newDocumentState));
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
        await settings.insert(documentOf(entryOf(task)));
      },
      isQuiet: async () => undefined,
    };
  },
};
