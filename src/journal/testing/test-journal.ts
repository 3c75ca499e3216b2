import type { Account, KeptAccount } from '../../account/index.ts';
import { deriveKeys, newDevice } from '../../account/index.ts';
import { oneAfterTheOther } from '../../outbox/testing/exclusively.ts';
import { CHUNK_SIZES } from '../chunks/chunk-sizes.ts';
import type { ContentRules } from '../content-rules.ts';
import type { Journal, JournalChanged } from '../journal.ts';
import { usualKind } from '../kinds.ts';
import { journalOn } from '../open-journal.ts';
import type { JournalStore } from '../store/journal-store.ts';
import { memoryJournalStore } from '../store/memory-journal-store.ts';
import type { ChangeChannel } from '../watch/change-channel.ts';

export const SECRET = Uint8Array.from({ length: 16 }, (_, place) => place + 1);

/** Another device of the same account at every call. */
export async function testAccount(secret: Uint8Array = SECRET): Promise<Account> {
  return { ...(await deriveKeys(secret)), device: await newDevice() };
}

/** A clock that a test turns. */
export class TestTime {
  now = 1_700_000_000_000;
}

export interface TestJournal {
  readonly journal: Journal;
  readonly account: Account;
  readonly store: JournalStore;
  readonly time: TestTime;
}

export async function testJournal(
  parts: {
    readonly account?: Account;
    readonly store?: JournalStore;
    readonly time?: TestTime;
    readonly kept?: KeptAccount;
    readonly content?: Partial<ContentRules>;
  } = {},
): Promise<TestJournal> {
  const {
    account = await testAccount(),
    store = memoryJournalStore(),
    time = new TestTime(),
    kept = keptInMemory(account),
  } = parts;
  const content = { codecOf: () => undefined, codecs: [], sizes: CHUNK_SIZES, ...parts.content };
  const environment = { now: () => time.now, exclusively: oneAfterTheOther() };
  const journal = journalOn({
    account,
    kept,
    store,
    environment,
    channel: silentChannel(),
    kindOf: usualKind,
    content,
    name: 'test',
  });
  return { journal, account, store, time };
}

/** Where a device keeps its account, in memory. */
export function keptInMemory(account: Account): KeptAccount {
  let now: Account = account;
  return {
    read: async () => now,
    change: async (next) => {
      now = next(now);
      return now;
    },
  };
}

function silentChannel(): ChangeChannel {
  const listeners = new Set<(change: JournalChanged) => void>();
  return {
    announce: (change) => {
      for (const listener of listeners) listener({ type: 'backhaul:journal-changed', ...change });
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
