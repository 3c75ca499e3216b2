import { indexedDbContract } from './indexed-db-contract.ts';
import { indexedDbLedger } from './indexed-db-ledger.ts';
import { ledgerContract } from './ledger-contract.ts';
import { memoryLedger } from './memory-ledger.ts';

ledgerContract('a ledger in memory', memoryLedger);
ledgerContract('a ledger in IndexedDB', (announce) => indexedDbLedger(`ledger-${crypto.randomUUID()}`, announce));
indexedDbContract();
