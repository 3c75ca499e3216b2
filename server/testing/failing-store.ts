import type { AccountTransaction, Store } from '../store/store.ts';

/** A store over another, of which a transaction's record fails, with all that the attempt has written before it. */
export function failingAt(store: Store, failures: Readonly<Record<string, Error>>): Store {
  return over(store, {
    transact: (account, work) => store.transact(account, (transaction) => work(failing(transaction, failures))),
  });
}

/** A store over another, of which the commit fails: all was done, and nothing of it remains. */
export function failingCommit(store: Store, fails: () => Error | undefined): Store {
  return over(store, {
    transact: (account, work) =>
      store.transact(account, async (transaction) => {
        const result = await work(transaction);
        const error = fails();
        if (error !== undefined) throw error;
        return result;
      }),
  });
}

function failing(transaction: AccountTransaction, failures: Readonly<Record<string, Error>>): AccountTransaction {
  return over(transaction, {
    keepRecord: async (record) => {
      await transaction.keepRecord(record);
      const error = failures[record.key];
      if (error !== undefined) throw error;
    },
  });
}

/** The same thing, but for what is done in another way. */
export function over<Thing extends object>(thing: Thing, differences: Partial<Thing>): Thing {
  return new Proxy(thing, {
    get: (_, name) => {
      if (Object.hasOwn(differences, name)) return Reflect.get(differences, name);
      const found: unknown = Reflect.get(thing, name, thing);
      return typeof found === 'function' ? found.bind(thing) : found;
    },
  });
}
