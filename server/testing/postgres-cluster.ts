import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBinaries, type PostgresBinaries } from './postgres-binaries.ts';

/** A PostgreSQL server of our own, with its data in a temporary directory. */
export interface PostgresCluster {
  /** Of the superuser and the database `postgres`. */
  readonly url: string;
  /** With `immediate`, as a crash would: everybody is cut off, and it recovers when it starts again. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Stops it, and deletes its data. */
  remove(): Promise<void>;
}

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;
const READY = 'database system is ready to accept connections';

export interface PostgresClusterOptions {
  /** Where its directory is made; where the system has its temporary ones, unless told. */
  readonly parent?: string;
  /** As in `postgresql.conf`. Unless told it is durable as by default: `fsync` is on. */
  readonly settings?: PostgresSettings;
}

type PostgresSettings = Readonly<Record<string, string | number>>;

/** Its directory goes with it, and at the latest with this process. */
export async function startCluster(options: PostgresClusterOptions = {}): Promise<PostgresCluster> {
  const { parent = tmpdir(), settings = {} } = options;
  const directory = await mkdtemp(join(parent, 'backhaul-postgres-'));
  const servers: ChildProcess[] = [];
  const removeNow = () => {
    for (const server of servers) server.kill(SIGNALS.immediate);
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  };
  process.once('exit', removeNow);
  try {
    return await startIn({ directory, settings, servers, removed: () => process.off('exit', removeNow) });
  } catch (error) {
    removeNow();
    throw error;
  }
}

interface ClusterPlace {
  readonly directory: string;
  readonly settings: PostgresSettings;
  /** Gets each server that is started. */
  readonly servers: ChildProcess[];
  readonly removed: () => void;
}

async function startIn({ directory, settings, servers, removed }: ClusterPlace): Promise<PostgresCluster> {
  await chmod(directory, 0o755);
  const binaries = await findBinaries(directory);
  const [data, password] = [join(directory, 'data'), randomBytes(12).toString('hex')];
  await initialize({ directory, data, password }, binaries);
  const port = await freePort();
  const start = async () => void servers.push(await startServer({ data, port, settings }, binaries));
  const stop: PostgresCluster['stop'] = async (how) => {
    for (const server of servers) await end(server, SIGNALS[how]);
  };
  await start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: async () => {
      await stop('immediate');
      await rm(directory, { recursive: true, force: true });
      removed();
    },
  };
}

interface NewCluster {
  readonly directory: string;
  readonly data: string;
  readonly password: string;
}

async function initialize({ directory, data, password }: NewCluster, { initdb, runAs }: PostgresBinaries) {
  const passwordFile = join(directory, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    await chown(passwordFile, runAs.uid, runAs.gid);
    await chown(data, runAs.uid, runAs.gid);
  }
  const account = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const text = ['--encoding=UTF8', '--locale=C', '--lc-messages=C'];
  await promisify(execFile)(initdb, [`--pgdata=${data}`, ...account, ...text, '--no-sync'], { ...runAs, cwd: data });
}

interface NewServer {
  readonly data: string;
  readonly port: number;
  readonly settings: PostgresSettings;
}

/** Resolves when it takes connections. */
function startServer(
  { data, port, settings }: NewServer,
  { postgres, runAs }: PostgresBinaries,
): Promise<ChildProcess> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(postgres, ['-D', data, '-p', String(port), ...flags], {
    ...runAs,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    server.stderr?.on('data', (chunk) => {
      log = `${log}${chunk}`.slice(-10_000);
      if (log.includes(READY)) resolve(server);
    });
  });
}

function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
