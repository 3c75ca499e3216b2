import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb';

/** An open database, opened again after another tab's upgrade, or after the browser closed it. */
export interface Connection<Schema extends DBSchema | unknown> {
  readonly use: <Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>) => Promise<Result>;
  /** The same for who only reads: where there is no such database it makes none, and gives `absent`. */
  readonly peek: <Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>, absent: Result) => Promise<Result>;
}

export function connection<Schema extends DBSchema | unknown>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): Connection<Schema> {
  let opening: Promise<IDBPDatabase<Schema> | undefined> | undefined;
  let opened: IDBPDatabase<Schema> | undefined;
  const close = () => {
    opened?.close();
    opened = undefined;
    opening = undefined;
  };
  /**
   * Nothing where there is no such database and none may be made: whoever destroys it must not find it made again by one
   * who only looks. A newer version of the app may have added to the schema, and never takes away: what we know of it is
   * still there.
   */
  const openAtLeast = async (mayMake: boolean) => {
    let isAbsent = false;
    const upgradeIfThere: typeof upgrade = (database, from, to, transaction, event) => {
      isAbsent = from === 0 && !mayMake;
      if (!isAbsent) return upgrade(database, from, to, transaction, event);
      transaction.done.catch(() => undefined);
      transaction.abort(); // What was made for this is gone with it.
    };
    // A newer version of the app, or its end, must not wait for this one.
    const callbacks = { upgrade: upgradeIfThere, blocking: close, terminated: close };
    try {
      return await openDB<Schema>(name, version, callbacks);
    } catch (cause) {
      if (isAbsent) return undefined;
      if (!isNamed(cause, 'VersionError')) throw cause;
      return await openDB<Schema>(name, undefined, callbacks);
    }
  };
  const open = async (mayMake: boolean) => {
    opening ??= openAtLeast(mayMake).catch((cause) => {
      opening = undefined;
      throw cause;
    });
    opened = await opening;
    if (opened === undefined) opening = undefined;
    return opened;
  };
  return {
    use: (work) =>
      again(async () => {
        let database = await open(true);
        while (database === undefined) database = await open(true); // Somebody who only looks had been about to.
        return await work(database);
      }, close),
    peek: (work, absent) =>
      again(async () => {
        const found = await open(false);
        return found === undefined ? absent : await work(found);
      }, close),
  };
}

/** A connection that was closed gives no transaction any more: nothing has happened yet. */
async function again<Result>(work: () => Promise<Result>, close: () => void): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!isNamed(cause, 'InvalidStateError')) throw cause;
    close();
    return await work();
  }
}

function isNamed(cause: unknown, name: string): boolean {
  return cause instanceof DOMException && cause.name === name;
}
