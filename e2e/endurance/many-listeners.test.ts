import { readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { bundle } from '../../server/testing/run-processes.ts';
import { temporaryDirectory } from '../../server/testing/temporary-directory.ts';
import { newAccount, registration, type SigningAccount, save } from '../support/signed-saves.ts';
import { LiveListener } from './live-listener.ts';
import { send } from './send.ts';
import { ServerProcess } from './server-process.ts';

const LISTENERS = 1000;
const PER_ACCOUNT = 10;
/** Bytes that one more live connection may take; `docs/scaling.md` reckons with it. */
const BYTES_PER_LISTENER = 128 * 1024;

/** Bytes that the process has in memory (Linux). */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

it.runIf(process.platform === 'linux')(
  'a thousand devices that listen to one server stay within its memory',
  {
    timeout: 120_000,
  },
  async () => {
    const server = await ServerProcess.start([await bundle('server/backhaul.ts')], await temporaryDirectory());
    const { origin } = server;
    onTestFinished(() => server.kill());
    const accounts = await registered(origin, LISTENERS / PER_ACCOUNT);
    const before = await residentBytes(server.pid);
    const listeners: LiveListener[] = [];
    onTestFinished(() => {
      for (const listener of listeners) listener.leave();
    });
    for (const account of accounts) {
      const opening = Array.from({ length: PER_ACCOUNT }, () => new LiveListener().open(origin, account));
      listeners.push(...(await Promise.all(opening)));
    }
    for (const account of accounts) {
      expect(await send(origin, await save(origin, account, { id: 'a', at: Date.now() }))).toMatchObject({
        status: 200,
      });
    }
    await expect.poll(() => listeners.every(({ cursors }) => cursors.at(-1) === 1), { timeout: 30_000 }).toBe(true);
    const each = ((await residentBytes(server.pid)) - before) / LISTENERS;
    console.log(`A listener takes ${Math.round(each / 1024)} KiB of the server's memory.`);
    expect(each).toBeLessThan(BYTES_PER_LISTENER);
  },
);

async function registered(origin: string, count: number): Promise<SigningAccount[]> {
  const accounts = Array.from({ length: count }, newAccount);
  for (const account of accounts) {
    expect(await send(origin, await registration(origin, account))).toMatchObject({ status: 200 });
  }
  return accounts;
}
