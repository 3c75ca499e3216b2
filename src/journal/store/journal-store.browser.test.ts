import { indexedDbJournalStore } from './indexed-db-journal-store.ts';
import { journalStoreContract } from './journal-store-contract.ts';

journalStoreContract('a journal in IndexedDB', () => indexedDbJournalStore(`journal-${crypto.randomUUID()}`));
