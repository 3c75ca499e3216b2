import { broadcastAnnouncements } from './announce/announcements.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { indexedDbLedger } from './ledger/indexed-db-ledger.ts';
import { DEFAULT_NAME, outboxNames } from './names.ts';
import { workboxQueue } from './queue/request-queue.ts';

/** Opens the outbox of this name, in a page or in a worker. Nothing is read before it is first used. */
export function openOutbox(name = DEFAULT_NAME, environment: Environment = browserEnvironment) {
  const names = outboxNames(name);
  const announcements = broadcastAnnouncements(names.channel);
  const ledger = indexedDbLedger(names.ledger, announcements.announce);
  return { names, announcements, ledger, queue: workboxQueue(names.queue), environment };
}

export type OpenOutbox = ReturnType<typeof openOutbox>;
