import type { Scripts } from '../stage/origin.ts';

/** What a contestant's page is told when it opens. */
export interface Opening {
  readonly account: string;
  /** Backhaul only: over how many ordering keys the tasks go. */
  readonly lanes?: number;
  /** Backhaul only: where the server takes many requests in one. */
  readonly batch?: { readonly url: string };
}

/** What every contestant's page puts into `window.contestant`. */
export interface Contestant {
  /** Gets everything ready that a first visit does with a network: worker, database, replication. */
  readonly open: (opening: Opening) => Promise<Outbox>;
}

interface Outbox {
  /** Resolves when the task with this number is safe on the device. */
  readonly save: (task: number) => Promise<void>;
  /** Resolves when nothing is left to do for what was saved, until the network is back. */
  readonly isQuiet: () => Promise<void>;
}

export interface Entrant extends Scripts {
  readonly name: string;
  readonly options: Omit<Opening, 'account'>;
  /** Whether it waits out the round trip of every task before the next one. */
  readonly isOneByOne: boolean;
}

const script = (name: string) => new URL(`contestants/${name}.js`, import.meta.url);

const backhaul = { page: script('backhaul-page'), worker: script('backhaul-worker') };

const batched: Entrant = {
  name: 'batched',
  page: script('backhaul-page'),
  worker: script('backhaul-batched-worker'),
  options: { lanes: 20, batch: { url: '/v1/batch' } },
  isOneByOne: false,
};

export const entrants: readonly Entrant[] = [
  { name: 'stock', page: script('stock-page'), worker: script('stock-worker'), options: {}, isOneByOne: true },
  { name: 'rxdb', page: script('rxdb-page'), options: {}, isOneByOne: false },
  { name: 'dexie', page: script('dexie-page'), options: {}, isOneByOne: true },
  batched,
  { name: 'lanes20', ...backhaul, options: { lanes: 20 }, isOneByOne: false },
  { name: 'lanes1', ...backhaul, options: { lanes: 1 }, isOneByOne: true },
];
