import type { OutboxNames } from '../names.ts';
import { workboxQueue } from '../queue/workbox-queue.ts';
import { WORKBOX_DATABASE, WORKBOX_STORE } from '../queue/workbox-rows.ts';
import type { Connection } from '../storage/connection.ts';
import { deleteDatabase } from '../storage/delete-database.ts';

/** Removes the ledger and the queue's rows, and Workbox's database too when nothing else lives in it. */
export async function destroy(names: OutboxNames, rows: Connection<unknown>): Promise<void> {
  const { keys, remove } = workboxQueue(names.queue, rows);
  await remove(await keys());
  const others = await rows.use((database) => database.count(WORKBOX_STORE));
  if (others === 0) await deleteDatabase(WORKBOX_DATABASE);
  await deleteDatabase(names.ledger);
}
