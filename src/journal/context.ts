import type { Account, KeptAccount } from '../account/index.ts';
import type { ContentRules } from './content-rules.ts';
import type { JournalEnvironment } from './environment.ts';
import type { JournalChanged, KindOf } from './journal.ts';
import type { Names } from './names/names.ts';
import type { JournalStore } from './store/journal-store.ts';

/** What every part of an open journal works with. */
export interface JournalContext {
  /** Has other keys once they were changed: to be read anew in every call. */
  account: Account;
  /** Where this device keeps the account, and another tab may have put newer keys; in this browser, unless told. */
  readonly kept: KeptAccount | undefined;
  /** Takes the keys that another tab may have put there. */
  readonly refresh: () => Promise<void>;
  /** Of the database that it lives in. */
  readonly name: string;
  readonly store: JournalStore;
  readonly names: Names;
  readonly kindOf: KindOf;
  readonly content: ContentRules;
  readonly environment: JournalEnvironment;
  /** Tells every tab and the worker. */
  readonly announce: (change: Omit<JournalChanged, 'type'>) => void;
}
