/** How many requests Workbox's own store holds on this device. Runs in the page. */
export async function countQueuedRequests(): Promise<number> {
  const opening = indexedDB.open('workbox-background-sync');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    if (!database.objectStoreNames.contains('requests')) return 0;
    const counting = database.transaction('requests').objectStore('requests').count();
    return await new Promise<number>((resolve, reject) => {
      counting.onsuccess = () => resolve(counting.result);
      counting.onerror = () => reject(counting.error);
    });
  } finally {
    database.close();
  }
}
