import { openDB } from 'idb';
import { entryOf, saveRequest } from '../stage/settings-task.ts';

/** The floor: one put of a row like the queue's, with nothing around it. */
export async function openBarePut(account) {
  const database = await openDB('puts', 1, {
    upgrade: (opened) => opened.createObjectStore('rows', { keyPath: 'id', autoIncrement: true }),
  });
  return {
    rowOf: async (task) => {
      const request = saveRequest(account, [entryOf(task)]);
      const { url, method, headers } = request;
      const requestData = { url, method, headers: Object.fromEntries(headers), body: await request.arrayBuffer() };
      return { requestData, timestamp: Date.now(), metadata: { context: { task } } };
    },
    put: (row) => database.put('rows', row),
  };
}
