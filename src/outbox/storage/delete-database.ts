import { deleteDB } from 'idb';

/** Deletes a database; where another page or Workbox still has it open, the browser does so as soon as that one is gone. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
  });
}
