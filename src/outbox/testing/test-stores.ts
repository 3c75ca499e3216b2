import { indexedDbLedger } from '../ledger/indexed-db-ledger.ts';
import type { Announce, Ledger } from '../ledger/ledger.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { memoryQueue } from '../queue/memory-queue.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { workboxQueue } from '../queue/workbox-queue.ts';

export interface TestStores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
}

export function inMemory(announce: Announce): TestStores {
  return { queue: memoryQueue(), ledger: memoryLedger(announce) };
}

/** Under a name that no other test has: who asks twice gets two outboxes. */
export function inIndexedDb(announce: Announce): TestStores {
  const name = `outbox-${crypto.randomUUID()}`;
  return { queue: workboxQueue(name), ledger: indexedDbLedger(`${name}-ledger`, announce) };
}
