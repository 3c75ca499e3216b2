import { randomUUID } from 'node:crypto';
import type { CDPSession, Page } from 'playwright/test';
import { stopWorkers } from '../../e2e/support/background-sync.ts';
import { countQueuedRequests } from '../../e2e/support/indexed-db.ts';
import { Origin } from '../stage/origin.ts';
import type { Stage } from '../stage/stage.ts';

/** Milliseconds of one bare put, and of one save from the call until it is stored. */
export interface Pair {
  readonly put: number;
  readonly enqueue: number;
}

declare global {
  interface Window {
    prepareDepth: () => Promise<void>;
    openDepth: (opening: { readonly account: string; readonly waiting: number }) => Promise<void>;
    depth: {
      readonly measurePair: () => Promise<Pair>;
      readonly saved: () => number;
    };
  }
}

const scripts = {
  page: new URL('depth-page.js', import.meta.url),
  worker: new URL('../drain/contestants/backhaul-worker.js', import.meta.url),
};

/** A page whose saves only wait: its browser has no network. */
export class OfflineQueue {
  readonly #page: Page;
  readonly #origin: Origin;
  readonly #session: CDPSession;

  private constructor(page: Page, origin: Origin, session: CDPSession) {
    this.#page = page;
    this.#origin = origin;
    this.#session = session;
  }

  /** A queue in which so many tasks wait. */
  static async open({ context }: Stage, waiting: number): Promise<OfflineQueue> {
    const origin = await Origin.open(scripts, 0);
    const page = await context.newPage();
    await page.goto(origin.url);
    await page.evaluate(() => window.prepareDepth());
    await context.setOffline(true);
    await page.evaluate((opening) => window.openDepth(opening), { account: `bench-${randomUUID()}`, waiting });
    return new OfflineQueue(page, origin, await context.newCDPSession(page));
  }

  async measurePair(): Promise<Pair> {
    return await this.#page.evaluate(() => window.depth.measurePair());
  }

  async stopWorker(): Promise<void> {
    await stopWorkers(this.#session);
  }

  /** @throws when anything was sent, or is not in the queue: then it was no waiting queue that was measured. */
  async hasWaited(): Promise<void> {
    const [saved, queued] = [
      await this.#page.evaluate(() => window.depth.saved()),
      await this.#page.evaluate(countQueuedRequests),
    ];
    if (this.#origin.api.effects > 0 || queued !== saved) {
      throw new Error(`Of ${saved} saves ${queued} wait, and ${this.#origin.api.effects} were sent.`);
    }
  }

  async close(): Promise<void> {
    await this.#page.close();
    await this.#origin.close();
  }
}
