import { Dexie } from 'dexie';
import { entryOf, saveRequest } from '../../stage/settings-task.ts';

/** The outbox that one writes oneself: a table of requests; the oldest is sent, then deleted. */
function openOutbox() {
  const database = new Dexie('outbox');
  database.version(1).stores({ requests: '++id' });
  const { requests } = database;
  let draining;

  async function sendAll() {
    for (let oldest = await requests.orderBy('id').first(); oldest; oldest = await requests.orderBy('id').first()) {
      const { id, url, ...options } = oldest;
      const response = await fetch(url, options);
      if (!response.ok) return;
      await requests.delete(id);
    }
  }

  function drain() {
    draining ??= sendAll()
      .catch(() => undefined) // No network: "online" or the next save tries again.
      .finally(() => {
        draining = undefined;
      });
    return draining;
  }

  window.addEventListener('online', drain);
  return { database, requests, drain };
}

window.contestant = {
  open: async ({ account }) => {
    const { database, requests, drain } = openOutbox();
    await database.open();
    return {
      save: async (task) => {
        const request = saveRequest(account, [entryOf(task)], crypto.randomUUID());
        const { url, method, headers } = request;
        await requests.add({ url, method, headers: Object.fromEntries(headers), body: await request.arrayBuffer() });
        drain();
      },
      isQuiet: async () => await drain(),
    };
  },
};
