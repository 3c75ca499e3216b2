import type { Settlement } from 'backhaul';
import { expect, type Page } from 'playwright/test';
import { countQueuedRequests } from '../support/indexed-db.ts';

/** What a page of the lab may be asked for by its address. */
export interface LabOptions {
  readonly version?: number;
  readonly worker?: 'none';
  /** The budget. */
  readonly tasks?: number;
  readonly account?: string;
}

/** One tab with the lab's page. */
export class LabTab {
  readonly page: Page;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  /** Opens the page; resolves when its client is there and a worker controls it, unless it is to have none. */
  async open(options: LabOptions = {}): Promise<this> {
    await this.page.goto(addressOf(this.#url, options));
    await this.page.waitForFunction(() => window.lab !== undefined);
    if (options.worker !== 'none') await this.#isControlled();
    return this;
  }

  async save(id: string, text = id, lane?: string): Promise<string> {
    return await this.page.evaluate((note) => window.lab.save(note), { id, text, ...(lane && { lane }) });
  }

  async saveAll(ids: readonly string[], lane?: string): Promise<readonly string[]> {
    return await this.page.evaluate(
      (notes) => window.lab.saveAll(notes),
      ids.map((id) => ({ id, text: id, ...(lane && { lane }) })),
    );
  }

  async remove(id: string, lane?: string): Promise<string> {
    return await this.page.evaluate((note) => window.lab.remove(note), { id, ...(lane && { lane }) });
  }

  async pause(): Promise<void> {
    await this.page.evaluate(() => window.lab.client.pause());
  }

  async resume(): Promise<void> {
    await this.page.evaluate(() => window.lab.client.resume());
  }

  async replayNow(): Promise<void> {
    await this.page.evaluate(() => window.lab.client.replayNow());
  }

  async cancel(id: string): Promise<void> {
    await this.page.evaluate((task) => window.lab.client.cancel(task), id);
  }

  async follow(id: string): Promise<Settlement> {
    return await this.page.evaluate((task) => window.lab.client.follow(task), id);
  }

  async destroy(): Promise<void> {
    await this.page.evaluate(() => window.lab.client.destroy());
  }

  /** What the page's line of status is about. */
  async status(): Promise<string> {
    return await this.page.evaluate(() => window.lab.client.snapshot().status.kind);
  }

  async deliversWhenClosed(): Promise<boolean | undefined> {
    return await this.page.evaluate(() => window.lab.client.deliversWhenClosed);
  }

  /** `pending:network`, `failed:refused`, `completed:delivered`, and so on, of every listed task, the oldest first. */
  async states(): Promise<readonly string[]> {
    return await this.page.evaluate(() =>
      window.lab.client.tasks().map((task) => {
        if (task.status === 'pending') return `pending:${task.wait.for}`;
        if (task.status === 'completed') return `completed:${task.outcome.kind}`;
        return task.status === 'failed' ? `failed:${task.error.code}` : task.status;
      }),
    );
  }

  /** How many rows of Workbox's store there are, whoever's. */
  async queued(): Promise<number> {
    return await this.page.evaluate(countQueuedRequests);
  }

  /** Has the browser look for a new worker, and waits until it is ready to take over. */
  async findUpdate(): Promise<void> {
    await this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
    });
    await this.updateIsReady();
  }

  async updateIsReady(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.lab.client.snapshot().updateIsReady)).toBe(true);
  }

  /** Replaces the worker with what `/sw.js` is now. */
  async update(): Promise<void> {
    await this.findUpdate();
    await this.applyUpdate();
  }

  /** Lets it take over; resolves when the page is there again. */
  async applyUpdate(): Promise<void> {
    const reloaded = this.page.waitForEvent('load');
    await this.page.evaluate(() => void window.lab.client.applyUpdate());
    await reloaded;
    await this.page.waitForFunction(() => window.lab !== undefined);
  }

  async #isControlled(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await expect.poll(() => this.deliversWhenClosed()).toBeDefined();
  }
}

export function addressOf(url: string, options: Readonly<Record<string, string | number | undefined>> | LabOptions) {
  const address = new URL(url);
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address.href;
}
