import type { IDBPDatabase, OpenDBCallbacks } from 'idb';

/** Gives the open database, and opens it again after another tab's upgrade or the browser closed it. */
export type Connection<Schema> = () => Promise<IDBPDatabase<Schema>>;

type Interruptions<Schema> = Pick<OpenDBCallbacks<Schema>, 'blocking' | 'terminated'>;

export function connection<Schema>(
  open: (interruptions: Interruptions<Schema>) => Promise<IDBPDatabase<Schema>>,
): Connection<Schema> {
  let opening: Promise<IDBPDatabase<Schema>> | undefined;
  const forget = () => {
    opening = undefined;
  };
  const giveWay: Interruptions<Schema>['blocking'] = () => {
    void opening?.then((database) => database.close());
    forget();
  };
  return () => {
    opening ??= open({ blocking: giveWay, terminated: forget }).catch((cause) => {
      forget();
      throw cause;
    });
    return opening;
  };
}
