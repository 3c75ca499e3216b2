import { IDEMPOTENCY_KEY } from 'backhaul/protocol';
import { openDB } from 'idb';
import * as v from 'valibot';

const rowSchema = v.object({ requestData: v.object({ headers: v.record(v.string(), v.string()) }) });

/** Whether Workbox's store holds the request with this idempotency key. */
export async function isQueued(key: string): Promise<boolean> {
  const database = await openDB('workbox-background-sync');
  try {
    if (!database.objectStoreNames.contains('requests')) return false;
    const rows: unknown[] = await database.getAll('requests');
    return rows.some((row) => v.parse(rowSchema, row).requestData.headers[IDEMPOTENCY_KEY.toLowerCase()] === key);
  } finally {
    database.close();
  }
}
