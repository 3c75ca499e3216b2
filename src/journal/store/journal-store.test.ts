import 'fake-indexeddb/auto';
import { indexedDbJournalStore } from './indexed-db-journal-store.ts';
import { journalStoreContract } from './journal-store-contract.ts';
import { memoryJournalStore } from './memory-journal-store.ts';

journalStoreContract('a journal in memory', memoryJournalStore);
journalStoreContract('a journal in IndexedDB', () => indexedDbJournalStore(`journal-${crypto.randomUUID()}`));
