import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../store/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { bundle } from '../testing/run-processes.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';

/** A `backhaul` of its own, and all that it has said so far. */
class Backhaul {
  said = '';
  logged = '';
  readonly exit: Promise<number>;
  readonly #process: ChildProcess;

  constructor(program: string, ...args: readonly string[]) {
    this.#process = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stdout?.on('data', (data) => {
      this.said += data;
    });
    this.#process.stderr?.on('data', (data) => {
      this.logged += data;
    });
    this.exit = once(this.#process, 'close').then(([code]) => code);
    onTestFinished(() => void this.#process.kill('SIGKILL'));
  }

  async url(which = /listens on (\S+)/): Promise<string> {
    await expect.poll(() => this.said, { timeout: 30_000 }).toMatch(which);
    return which.exec(this.said)?.[1] ?? '';
  }

  async stop(): Promise<number> {
    this.#process.kill('SIGTERM');
    return await this.exit;
  }
}

async function program() {
  const [file, directory] = [await bundle('server/backhaul.ts'), await temporaryDirectory()];
  const data = join(directory, 'data');
  return { directory, data, run: (...args: string[]) => new Backhaul(file, ...args) };
}

describe('the program', { timeout: 60_000 }, () => {
  it('says where it listens on standard output, and logs to standard error', async () => {
    const { data, run } = await program();
    const server = run('serve', '--port', '0', '--data', data, '--metrics-port', '0');
    expect((await fetch(`${await server.url()}/readyz`)).status).toBe(200);
    const metrics = await fetch(await server.url(/Metrics are at (\S+)/));
    expect(await metrics.text()).toMatch(/route="\/readyz",status="200"\} 1[\s\S]*nodejs_eventloop_lag/);
    expect(await server.stop()).toBe(0);
    expect(server.said.trim().split('\n')).toEqual([
      expect.stringMatching(/^Backhaul listens on http/),
      `Data is kept in ${data}`,
      expect.stringMatching(/^Metrics are at http:\/\/127\.0\.0\.1:\d+\/metrics$/),
    ]);
    const lines = server.logged.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'Answered.', route: '/readyz', status: 200 }]);
  });

  it('copies its data while it runs and others save, and serves the copy, with all that was acknowledged before', async () => {
    const { directory, data, run } = await program();
    const [file, restored] = [join(directory, 'copy.sqlite'), join(directory, 'restored')];
    const server = run('serve', '--port', '0', '--data', data);
    await server.url();
    const store = await openSqliteStore({ directory: data });
    onTestFinished(() => store.close());
    const acknowledged = await save(store, 200);
    const backup = run('backup', file, '--data', data);
    let hasEnded = false;
    void backup.exit.then(() => {
      hasEnded = true;
    });
    for (let count = 200; !hasEnded; count += 1) await save(store, count + 1, count);
    expect([await backup.exit, backup.said]).toEqual([0, `The data is copied into ${file}\n`]);
    expect(await run('restore', file, '--data', data).exit).toBe(1);
    expect(await run('restore', file, '--data', restored).exit).toBe(0);
    const again = run('serve', '--port', '0', '--data', restored);
    expect((await fetch(`${await again.url()}/readyz`)).status).toBe(200);
    const copy = await openSqliteStore({ directory: restored });
    onTestFinished(() => copy.close());
    const { entries } = await copy.changes(ALICE, { since: 0, entries: 100_000, bytes: 100_000_000 });
    expect(entries.slice(0, 200).map(({ id }) => id)).toEqual(acknowledged);
    expect([await server.stop(), await again.stop()]).toEqual([0, 0]);
  });
});

/** Gives the ids in the order in which they were acknowledged. */
async function save(store: Store, until: number, from = 0): Promise<string[]> {
  const ids: string[] = [];
  for (let count = from; count < until; count += 1) {
    await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry(`entry-${count}`, 1, 7)]));
    ids.push(`entry-${count}`);
    await new Promise((resolve) => setImmediate(resolve)); // The driver itself never waits, so no news would come in.
  }
  return ids;
}
