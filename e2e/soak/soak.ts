import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleScript } from '../support/bundle.ts';
import { type Authentication, Server } from '../support/server.ts';
import { ArmedFaults } from './armed-faults.ts';
import { type Driven, drive } from './driver.ts';
import { type FaultCounts, noFaults } from './fault.ts';
import { Gateway, type Scripts } from './gateway.ts';
import { type Judgement, judge } from './judge.ts';
import { Model } from './model.ts';
import { plan } from './plan.ts';
import { keepLog, readAccounts, readEffects, readEntries } from './server-log.ts';
import { SoakBrowser } from './soak-browser.ts';
import type { World } from './world.ts';
import { TABS_AT_LAUNCH } from './world-faults.ts';
import { Writer } from './writer.ts';

export interface SoakOptions {
  readonly tasks: number;
  readonly seed: number;
  /** Which queue the page has: ours, or Workbox's own as it stands. */
  readonly queue: 'backhaul' | 'stock';
  readonly onProgress?: (done: number, steps: number) => void;
}

/** Ours signs what it sends when it sends it; the stock queue cannot. */
const AUTHENTICATION: Readonly<Record<SoakOptions['queue'], Authentication>> = {
  backhaul: 'signatures',
  stock: 'tokens',
};

export interface SoakResult {
  readonly judgement: Judgement;
  readonly faults: FaultCounts;
  /** How often the server itself gave each status. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly driven: Driven;
  /** What the pages said of the tasks. */
  readonly stored: number;
  readonly unknown: number;
  readonly cancelled: number;
  readonly refusals: Readonly<Record<string, number>>;
  /** What the queue says of tasks that it still holds. */
  readonly held: readonly unknown[];
  /** Tasks that the queue gave up, in its own words. */
  readonly failures: readonly string[];
}

/** One run, on data and a profile of its own. */
export async function soak({ tasks, seed, queue, onProgress }: SoakOptions): Promise<SoakResult> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-soak-'));
  const server = await new Server(join(directory, 'data'), AUTHENTICATION[queue]).start();
  keepLog(server.database);
  const requestFaults = new ArmedFaults();
  const counts = noFaults();
  const gateway = await Gateway.start({
    serverPort: () => server.port,
    scripts: await bundleScripts(queue),
    faults: requestFaults,
    onHit: (kind) => {
      counts[kind] += 1;
    },
  });
  const launchBrowser = () => SoakBrowser.launch(join(directory, 'profile'), gateway.url, TABS_AT_LAUNCH);
  const writer = new Writer(new Model(), Date.now());
  const world: World = {
    server,
    gateway,
    requestFaults,
    writer,
    counts,
    browser: await launchBrowser(),
    launchBrowser,
  };
  try {
    const steps = plan(seed, tasks);
    const driven = await drive(world, steps, (done) => onProgress?.(done, steps.length));
    return await result(world, driven);
  } finally {
    await world.browser.close();
    await gateway.stop();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function result({ server, gateway, browser, writer, counts }: World, driven: Driven): Promise<SoakResult> {
  await gateway.isIdle();
  const { clocksOfKey, newEffectsOfKey, statuses } = gateway;
  const { tasks } = writer.model;
  return {
    judgement: judge(tasks, {
      effects: readEffects(server.database),
      entries: readEntries(server.database),
      account: (await browser.tabs[0]?.evaluate(() => window.soak.account())) ?? '',
      accounts: readAccounts(server.database),
      clocksOfKey,
      newEffectsOfKey,
    }),
    faults: counts,
    statuses: Object.fromEntries(statuses),
    driven,
    stored: tasks.filter(({ fate }) => fate === 'stored').length,
    unknown: tasks.filter(({ fate }) => fate === 'unknown').length,
    cancelled: writer.cancelled,
    refusals: Object.fromEntries(writer.refusals),
    held: (await browser.tabs[0]?.evaluate(() => window.soak.held())) ?? [],
    failures: (await browser.tabs[0]?.evaluate(() => window.soak.failures())) ?? [],
  };
}

async function bundleScripts(queue: SoakOptions['queue']): Promise<Scripts> {
  const bundle = (script: string) => bundleScript(fileURLToPath(new URL(`${queue}-${script}.ts`, import.meta.url)));
  return { page: await bundle('page'), worker: await bundle('worker') };
}
