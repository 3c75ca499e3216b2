import { isPostgres, type ServerProcess } from '../../e2e/endurance/server-process.ts';
import {
  type Edit,
  newAccount,
  type ReadyRequest,
  registration,
  type SigningAccount,
  save,
} from '../../e2e/support/signed-saves.ts';
import { median } from '../stage/statistics.ts';
import { type Load, load, send } from './load.ts';
import type { Places } from './places.ts';
import { runFloor, startBareHandler, startServer } from './processes.ts';

/** How long, how often, and how many at once. */
const SECONDS = 3;
const ROUNDS = 3;
const CONCURRENCY = 32;
/** More than a server does in the time: what is not used is thrown away. */
const READY_PER_ROUND = 15_000;

export interface Throughput {
  /** Saves a second: over HTTP, signed, once; medians of the rounds. */
  readonly ours: number;
  /** Transactions a second of the same save, each with a commit of its own. */
  readonly floor: number;
  /** The same with commits that are shared as far as the store does it. */
  readonly sharedFloor: number;
  /** Milliseconds, of all rounds. */
  readonly latencies: readonly number[];
}

/** The contestants take turns on one database, so that a disk that slows down does so for all. */
export async function measureThroughput(places: Places, seconds = SECONDS): Promise<Throughput> {
  const place = await places.make();
  const server = await startServer(place);
  const accounts = await registeredAccounts(server, CONCURRENCY);
  const [floors, sharedFloors, loads]: [number[], number[], Load[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    // SQLite does one transaction at a time anyway; PostgreSQL does many, each with its own commit.
    floors.push(await runFloor(place, seconds, isPostgres(place) ? CONCURRENCY : 1));
    sharedFloors.push(await runFloor(place, seconds, CONCURRENCY));
    const ready = await readySaves(server, accounts, READY_PER_ROUND, round * READY_PER_ROUND);
    loads.push(await load(server.origin, ready, { concurrency: CONCURRENCY, seconds }));
  }
  await server.stop();
  return {
    ours: median(loads.map(({ perSecond }) => perSecond)),
    floor: median(floors),
    sharedFloor: median(sharedFloors),
    latencies: loads.flatMap(({ latencies }) => latencies),
  };
}

/** Requests a second of a handler that does nothing. */
export async function measureBareHandler(seconds = SECONDS): Promise<number> {
  const bare = await startBareHandler();
  const request = { method: 'PATCH', path: '/', headers: {}, body: new Uint8Array(300) };
  const ready: ReadyRequest[] = new Array(100_000).fill(request);
  const { perSecond } = await load(bare.origin, ready, { concurrency: CONCURRENCY, seconds });
  await bare.stop();
  return perSecond;
}

export async function registeredAccounts({ origin }: ServerProcess, count: number): Promise<SigningAccount[]> {
  const accounts = Array.from({ length: count }, newAccount);
  for (const account of accounts) await send(origin, await registration(origin, account));
  return accounts;
}

/** So many saves that the accounts take turns at, the first of which is edit number `first`. */
export async function readySaves(
  { origin }: ServerProcess,
  accounts: readonly SigningAccount[],
  count: number,
  first: number,
): Promise<ReadyRequest[]> {
  const ready: ReadyRequest[] = [];
  while (ready.length < count) {
    for (const account of accounts) ready.push(await save(origin, account, editOf(first + ready.length)));
  }
  return ready;
}

/** One of ten entries that take turns; a later one is newer. */
function editOf(edit: number): Edit {
  return { id: `entry-${edit % 10}`, at: EDITS_FROM + edit };
}

/** Not ahead of the server's clock, however many there are. */
const EDITS_FROM = Date.now() - 3_600_000;
