import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Page } from 'playwright/test';
import { stopWorkers } from '../support/background-sync.ts';
import { openChromium } from '../support/browsers.ts';

/** Milliseconds after which a worker that was asked to start is asked again. */
const WORKER_STARTS = 250;

const STARTING_OR_RUNNING: ReadonlySet<string> = new Set(['starting', 'running']);

/** One life of the browser, from a launch to its kill; the profile outlives it. */
export class SoakBrowser {
  readonly #context: BrowserContext;
  readonly #session: CDPSession;
  readonly #profile: string;
  readonly #url: string;
  readonly #workers = new Map<string, string>();
  /** How often a worker was started. */
  #starts = 0;
  #tabs: Page[] = [];
  #isAlive = true;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(context: BrowserContext, session: CDPSession, profile: string, url: string) {
    this.#context = context;
    this.#session = session;
    this.#profile = profile;
    this.#url = url;
    context.once('close', () => {
      this.#isAlive = false;
    });
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { versionId, runningStatus } of versions) {
        if (runningStatus === 'starting' && this.#workers.get(versionId) !== 'starting') this.#starts += 1;
        this.#workers.set(versionId, runningStatus);
      }
    });
  }

  static async launch(profile: string, url: string, tabs: number): Promise<SoakBrowser> {
    const context = await openChromium(profile);
    const watch = await context.newPage(); // Tabs come and go; what the browser says of its workers is heard here.
    const session = await context.newCDPSession(watch);
    const browser = new SoakBrowser(context, session, profile, url);
    await session.send('ServiceWorker.enable');
    for (let tab = 0; tab < tabs; tab += 1) await browser.openTab();
    return browser;
  }

  get tabs(): readonly Page[] {
    return this.#tabs;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  async openTab(): Promise<void> {
    const page = await this.#context.newPage();
    await page.goto(this.#url);
    await page.evaluate(() => window.soak.ready);
    this.#tabs.push(page);
  }

  async closeTab(page: Page): Promise<void> {
    this.#tabs = this.#tabs.filter((other) => other !== page);
    await page.close();
  }

  /** Says whether a worker was there to be stopped. */
  async stopWorker(): Promise<boolean> {
    return await this.#inTurn(async () => {
      const wasRunning = [...this.#workers.values()].some((status) => STARTING_OR_RUNNING.has(status));
      await stopWorkers(this.#session);
      return wasRunning;
    });
  }

  /** A worker that starts meanwhile may miss it, and Playwright tells nobody twice: so it is turned back, and turned again. */
  async setOffline(offline: boolean): Promise<void> {
    await this.#inTurn(async () => {
      const starts = this.#starts;
      await this.#turnOffline(offline);
      if (this.#starts === starts) return;
      await this.#turnOffline(!offline);
      await this.#turnOffline(offline);
    });
  }

  async #turnOffline(offline: boolean): Promise<void> {
    const turned = new AbortController();
    const turning = this.#context.setOffline(offline).finally(() => turned.abort());
    await Promise.all([turning, this.#keepWorkerRunning(turned.signal)]);
  }

  /** Chromium does not answer for a worker that is stopped, and it may stop, or have been stopped, at any time. */
  async #keepWorkerRunning(until: AbortSignal): Promise<void> {
    while (!until.aborted && this.#isAlive) {
      await this.#session.send('ServiceWorker.startWorker', { scopeURL: `${this.#url}/` });
      await after(WORKER_STARTS, undefined, { signal: until }).catch(() => undefined);
    }
  }

  /** As a crash would: no process of it gets to do anything more. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.#context.once('close', resolve));
    process.kill(-(await this.#processGroup()), 'SIGKILL');
    await closed;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Chromium's lock on its profile names the process, which Playwright has made the first of its group. */
  async #processGroup(): Promise<number> {
    const owner = await readlink(join(this.#profile, 'SingletonLock'));
    return Number(owner.slice(owner.lastIndexOf('-') + 1));
  }
}
