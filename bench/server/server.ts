import type { Figures } from '../figures.ts';
import { percentile } from '../stage/percentile.ts';
import { toThreeDigits } from '../stage/statistics.ts';
import { measureCosts } from './costs.ts';
import { type Places, postgresPlaces, sqlitePlaces } from './places.ts';
import { measureBareHandler, measureThroughput } from './throughput.ts';

const SIZES = [
  { accounts: 1, entries: 10 },
  { accounts: 1000, entries: 10 },
  { accounts: 100_000, entries: 10 },
  { accounts: 1, entries: 5000 },
];

/** One-entry saves at the server, on both databases, beside what the database alone takes for them. */
export async function measureServer(): Promise<Figures> {
  const bare = await measureBareHandler();
  const figures = { 'server.bareHandler.perSecond': toThreeDigits(bare) };
  const sqlite = await measureOn('sqlite', await sqlitePlaces());
  const postgres = await measureOn('postgres', await postgresPlaces());
  const worst = (name: string) =>
    Math.max(sqlite[`server.sqlite.${name}`] ?? 0, postgres[`server.postgres.${name}`] ?? 0);
  return {
    ...figures,
    ...sqlite,
    ...postgres,
    'server.accountsRatio100k': worst('accountsRatio100k'),
    'server.entriesRatio5000': worst('entriesRatio5000'),
  };
}

async function measureOn(name: string, places: Places): Promise<Figures> {
  try {
    const { ours, floor, sharedFloor, latencies } = await measureThroughput(places);
    const costs = await measureCosts(places, SIZES);
    const [one = 0, thousand = 0, manyAccounts = 0, manyEntries = 0] = costs;
    const figures = {
      perSecond: ours,
      floorPerSecond: floor,
      sharedFloorPerSecond: sharedFloor,
      floorRatio: ours / floor,
      sharedFloorRatio: ours / sharedFloor,
      p50Ms: percentile(latencies, 0.5),
      p95Ms: percentile(latencies, 0.95),
      p99Ms: percentile(latencies, 0.99),
      saveMs1Account: one,
      saveMs1000Accounts: thousand,
      saveMs100kAccounts: manyAccounts,
      saveMs5000Entries: manyEntries,
      accountsRatio100k: manyAccounts / one,
      entriesRatio5000: manyEntries / one,
    };
    return Object.fromEntries(
      Object.entries(figures).map(([figure, value]) => [`server.${name}.${figure}`, toThreeDigits(value)]),
    );
  } finally {
    await places.remove();
  }
}
