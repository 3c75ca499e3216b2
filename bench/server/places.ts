import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Place } from '../../e2e/endurance/server-process.ts';
import { type PostgresCluster, startCluster } from '../../server/testing/postgres-cluster.ts';

/** Where a kind of database has room for another empty one. */
export interface Places {
  make(): Promise<Place>;
  remove(): Promise<void>;
}

export async function sqlitePlaces(): Promise<Places> {
  const root = await mkdtemp(join(tmpdir(), 'backhaul-bench-'));
  return { make: () => mkdtemp(join(root, 'place-')), remove: () => rm(root, { recursive: true, force: true }) };
}

/** On a PostgreSQL of our own; its `fsync` is on. */
export async function postgresPlaces(): Promise<Places> {
  const cluster = await startCluster();
  let count = 0;
  return {
    make: async () => {
      count += 1;
      return await makeDatabase(cluster, `bench_${count}`);
    },
    remove: () => cluster.remove(),
  };
}

async function makeDatabase({ url }: PostgresCluster, name: string): Promise<Place> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}
