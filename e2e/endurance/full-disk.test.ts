import Database from 'libsql';
import { expect, it } from 'vitest';
import { openStore } from '../../server/store/open-store.ts';
import { bundle } from '../../server/testing/run-processes.ts';
import { temporaryDirectory } from '../../server/testing/temporary-directory.ts';
import { judge } from './judge.ts';
import { ServerProcess } from './server-process.ts';
import { Writers } from './writers.ts';

const NOTHING_WRONG = { lost: [], unknown: [], notOnce: [], miscounted: [] };

/** Blocks of 512 bytes: no file of the process may grow beyond them, as if the disk were full (setrlimit, RLIMIT_FSIZE). */
const LARGEST_FILE = 1600;

/** The server with that limit; the signal is ignored, so that the write itself fails. */
function startLimited(program: string, place: string): Promise<ServerProcess> {
  const limited = `trap '' XFSZ; ulimit -f ${LARGEST_FILE}; exec "$0" "$@"`;
  const flags = ['--address-rate', '0', '--account-rate', '0', '--registration-rate', '0', '--log-level', 'silent'];
  const server = [process.execPath, program, 'serve', '--port', '0', '--data', place, ...flags];
  return ServerProcess.run(['-c', limited, ...server], 'sh');
}

it('[G42] a server whose disk is full answers 503, corrupts nothing, and goes on when there is room', {
  timeout: 120_000,
}, async () => {
  const [program, place] = [await bundle('server/backhaul.ts'), await temporaryDirectory()];
  const writers = new Writers();
  const full = await startLimited(program, place);
  await writers.register(full.origin);
  const stop = new AbortController();
  const writing = writers.write(full.origin, 8, stop.signal);
  await expect.poll(() => writers.refused.length, { timeout: 60_000 }).toBeGreaterThan(20);
  stop.abort();
  await writing;
  expect(new Set(writers.refused)).toEqual(new Set([503]));
  expect(writers.answered.length).toBeGreaterThan(0);
  await full.kill();

  const roomy = await ServerProcess.start([program], place);
  await writers.finish(roomy.origin);
  expect(await roomy.stop()).toBe(0);
  const { store } = await openStore({ dataDirectory: place });
  expect(await judge(writers, store)).toEqual(NOTHING_WRONG);
  await store.close();
  const sqlite = new Database(`${place}/backhaul.sqlite`);
  expect(sqlite.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  sqlite.close();
});
