import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Account } from './account.ts';
import { parseAccount } from './account-row.ts';
import { AccountError } from './errors.ts';

/** The database that this device's account is in. */
export const ACCOUNT_DATABASE = 'backhaul-account';
const STORE = 'account';
const ROW = 'account';

interface AccountSchema extends DBSchema {
  [STORE]: { key: typeof ROW; value: unknown };
}

/**
 * The account of this device, if it has one.
 * @throws AccountError `kept-account-broken`, `keys-not-kept`
 */
export async function readAccount(): Promise<Account | undefined> {
  const row = await storing(async () => {
    const database = await openIfThere();
    return database === undefined ? undefined : await using(database, () => database.get(STORE, ROW));
  });
  return row === undefined ? undefined : parseAccount(row);
}

/**
 * Keeps the account on this device and gives it; where one is kept already, of another tab for instance, gives that one.
 * @throws AccountError `kept-account-broken`, `keys-not-kept`
 */
export async function keepAccount(account: Account): Promise<Account> {
  const row = parseAccount(account);
  return await changeAccount((kept) => kept ?? row);
}

/**
 * Keeps what `next` makes of what is kept, and gives it; what `next` throws leaves it as it was.
 * @throws AccountError `kept-account-broken`, `keys-not-kept`
 */
export async function changeAccount(next: (kept: Account | undefined) => Account): Promise<Account> {
  return await storing(async () => {
    const database = await openOrMake();
    return await using(database, () => replace(database, next));
  });
}

/** Where a device keeps its account. */
export interface KeptAccount {
  readonly read: () => Promise<Account | undefined>;
  /** Keeps what `next` makes of what is kept, and gives it; what `next` throws leaves it as it was. */
  readonly change: (next: (kept: Account | undefined) => Account) => Promise<Account>;
}

/** In this browser. */
export const keptHere: KeptAccount = { read: readAccount, change: changeAccount };

/** Removes the account's keys from this device. @throws AccountError `keys-not-kept` */
export function forgetAccount(): Promise<void> {
  return storing(() => deleteDB(ACCOUNT_DATABASE));
}

async function replace(
  database: IDBPDatabase<AccountSchema>,
  next: (kept: Account | undefined) => Account,
): Promise<Account> {
  const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
  transaction.done.catch(() => undefined); // It is awaited below, unless something is thrown before.
  const row = await transaction.store.get(ROW);
  const kept = row === undefined ? undefined : parseAccount(row);
  const chosen = next(kept);
  if (chosen !== kept) await transaction.store.put(chosen, ROW);
  await transaction.done;
  return chosen;
}

/** Of whatever version it is: a newer version of the app may have added to it. */
function openOrMake(): Promise<IDBPDatabase<AccountSchema>> {
  return openDB<AccountSchema>(ACCOUNT_DATABASE, undefined, {
    upgrade: (database) => void database.createObjectStore(STORE),
  });
}

/** Who only looks makes no database: none is to be left behind once the account is forgotten. */
async function openIfThere(): Promise<IDBPDatabase<AccountSchema> | undefined> {
  let isAbsent = false;
  try {
    return await openDB<AccountSchema>(ACCOUNT_DATABASE, undefined, {
      upgrade: (_database, _from, _to, transaction) => {
        isAbsent = true;
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
    });
  } catch (cause) {
    if (isAbsent) return undefined;
    throw cause;
  }
}

/** An open database would hold up its deletion in another tab. */
async function using<Result>(database: IDBPDatabase<AccountSchema>, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    database.close();
  }
}

async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof AccountError ? cause : new AccountError('keys-not-kept', {}, cause);
  }
}
