/** Leaves what a page leaves that ends between keeping a message and giving it to the outbox. Runs in the page. */
export async function keepUnsent(): Promise<void> {
  const resultOf = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const { name = '' } =
    (await indexedDB.databases()).find((one) => one.name?.startsWith('backhaul-app-messages:')) ?? {};
  const database = await resultOf(indexedDB.open(name));
  const transaction = database.transaction(['messages', 'outgoing'], 'readwrite');
  const outgoing = transaction.objectStore('outgoing');
  const others = [transaction.objectStore('messages').getAll(), outgoing.getAll()];
  const [{ space, body }] = (await Promise.all(others.map(resultOf))).flat();
  await resultOf(outgoing.add({ space, message: crypto.randomUUID(), writtenAt: Date.now(), body }));
  database.close();
}
