import type { Stores } from './actions/stores.ts';
import type { Announcer } from './announce/announcer.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { indexedDbLedger } from './ledger/indexed-db-ledger.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { OutboxNames } from './names.ts';
import { workboxQueue } from './queue/workbox-queue.ts';
import { workboxRows } from './queue/workbox-rows.ts';
import type { Connection } from './storage/connection.ts';

export interface OpenOutbox {
  readonly names: OutboxNames;
  readonly ledger: Ledger;
  readonly rows: Connection<unknown>;
  readonly environment: Environment;
}

/** Opens the outbox of these names, in a page or in a worker. Nothing is read before it is first used. */
export function openOutbox(names: OutboxNames, { announce }: Announcer, environment = browserEnvironment): OpenOutbox {
  return { names, ledger: indexedDbLedger(names.ledger, announce), rows: workboxRows(), environment };
}

/** The same for a worker, which reads the queue in any case. */
export function openStores(names: OutboxNames, { announce }: Pick<Announcer, 'announce'>) {
  const environment = browserEnvironment;
  const { now } = environment;
  return { queue: workboxQueue(names.queue), ledger: indexedDbLedger(names.ledger, announce), now, environment };
}

/** What an open outbox holds. Apart, since a page that only saves does not read the queue. */
export function storesOf({
  names,
  rows,
  ledger,
  environment,
}: OpenOutbox): Stores & { readonly environment: Environment } {
  return { queue: workboxQueue(names.queue, rows), ledger, now: environment.now, environment };
}
