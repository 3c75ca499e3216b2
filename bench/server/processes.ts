import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A directory for SQLite, or the URL of a PostgreSQL database. */
export type Place = string;

export interface RunningProcess {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The server as it is started by anybody, but for its limits: one address sends everything here. */
export function startServer(place: Place): Promise<RunningProcess> {
  const store = place.startsWith('postgres:') ? ['--database-url', place] : ['--data', place];
  const rates = ['--address-rate', '0', '--account-rate', '0', '--registration-rate', '0'];
  const open = [...rates, '--log-level', 'error'];
  return start([`${root}dist/server/backhaul.js`, 'serve', '--port', '0', ...store, ...open]);
}

export function startBareHandler(): Promise<RunningProcess> {
  return start([`${root}bench/server/bare.mjs`]);
}

async function start(script: readonly string[]): Promise<RunningProcess> {
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL')); // A bench that fails leaves nobody behind.
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = line.match(/listens on (http:\S+)/)?.[1];
    if (origin === undefined) continue;
    child.stdout.resume();
    return { origin, stop: () => end(child) };
  }
  throw new Error('The server ended before it was ready; what it said stands above.');
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** Transactions per second of the save alone, in a process of its own. */
export async function runFloor(place: Place, seconds: number, concurrency: number): Promise<number> {
  const script = [`${root}bench/server/floor.mjs`, place, String(seconds), String(concurrency)];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('The floor failed; what it said stands above.');
  return v.parse(v.object({ perSecond: v.number() }), JSON.parse(said)).perSecond;
}
