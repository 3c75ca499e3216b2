import type { AccountTransaction, Store } from '../store/store.ts';

/** A store over another, of which a transaction's record fails, with all that the attempt has written before it. */
export function failingAt(store: Store, failures: Readonly<Record<string, Error>>): Store {
  return {
    ...plain(store),
    transact: (account, work) => store.transact(account, (transaction) => work(failing(transaction, failures))),
  };
}

/** A store over another, of which the commit fails: all was done, and nothing of it remains. */
export function failingCommit(store: Store, fails: () => Error | undefined): Store {
  return {
    ...plain(store),
    transact: (account, work) =>
      store.transact(account, async (transaction) => {
        const result = await work(transaction);
        const error = fails();
        if (error !== undefined) throw error;
        return result;
      }),
  };
}

function plain(store: Store): Store {
  return {
    transact: (account, work) => store.transact(account, work),
    changes: (account, bounds) => store.changes(account, bounds),
    cursorOf: (account) => store.cursorOf(account),
    watch: (account, listener) => store.watch(account, listener),
    check: () => store.check(),
    close: () => store.close(),
  };
}

function failing(transaction: AccountTransaction, failures: Readonly<Record<string, Error>>): AccountTransaction {
  return {
    get cursor() {
      return transaction.cursor;
    },
    findRecord: (key) => transaction.findRecord(key),
    findHeads: (ids) => transaction.findHeads(ids),
    findEntries: (ids) => transaction.findEntries(ids),
    putEntries: (entries) => transaction.putEntries(entries),
    putPart: (part) => transaction.putPart(part),
    findPartSizes: (ids) => transaction.findPartSizes(ids),
    findParts: (ids) => transaction.findParts(ids),
    removeParts: (ids) => transaction.removeParts(ids),
    removePartsBefore: (time) => transaction.removePartsBefore(time),
    removeAll: () => transaction.removeAll(),
    replaceAnswers: (answer) => transaction.replaceAnswers(answer),
    attempt: (work) => transaction.attempt(work),
    keepRecord: async (record) => {
      await transaction.keepRecord(record);
      const error = failures[record.key];
      if (error !== undefined) throw error;
    },
  };
}
