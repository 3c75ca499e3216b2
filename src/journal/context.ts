import type { Account } from '../account/index.ts';
import type { JournalEnvironment } from './environment.ts';
import type { JournalChanged, KindOf } from './journal.ts';
import type { Names } from './names/names.ts';
import type { JournalStore } from './store/journal-store.ts';

/** What every part of an open journal works with. */
export interface JournalContext {
  /** Has other keys once they were changed: to be read anew in every call. */
  account: Account;
  /** What this device keeps of the account, where another tab may have put newer keys. */
  readonly readKeys: () => Promise<Account | undefined>;
  /** Of the database that it lives in. */
  readonly name: string;
  readonly store: JournalStore;
  readonly names: Names;
  readonly kindOf: KindOf;
  readonly environment: JournalEnvironment;
  /** Tells every tab and the worker. */
  readonly announce: (change: Omit<JournalChanged, 'type'>) => void;
}
