import { setTimeout as after } from 'node:timers/promises';
import { type Fault, isRequestFault, type WorldFault } from './fault.ts';
import type { World } from './world.ts';

type Offline = Extract<WorldFault, { readonly kind: 'offline' }>;

const MOST_TABS = 3;
export const TABS_AT_LAUNCH = 2;

/** Does the plan's harm to the world, and counts what hit something. What lasts ends by itself. */
export class WorldFaults {
  readonly #world: World;
  #serverIsBack: Promise<void> | undefined;
  #networkIsBack: Promise<void> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  async inject(fault: Fault): Promise<void> {
    if (isRequestFault(fault))
      this.#world.requestFaults.arm(fault); // Counted when a request comes into it.
    else if (await this.#befall(fault)) this.#world.counts[fault.kind] += 1;
  }

  /** Resolves when the server is there and the network too. */
  async healed(): Promise<void> {
    await Promise.all([this.#serverIsBack, this.#networkIsBack]);
  }

  /** Gives whether it hit something by now; what lasts counts itself when it has. */
  async #befall(fault: WorldFault): Promise<boolean> {
    switch (fault.kind) {
      case 'worker-stopped':
        return await this.#world.browser.stopWorker();
      case 'browser-killed':
        return await this.#killBrowser();
      case 'server-killed':
        return await this.#killServer(fault.lasts);
      case 'offline':
        await this.#goOffline(fault);
        return false;
      case 'tab-opened':
        return await this.#openTab();
      case 'tab-closed':
        return await this.#closeTab();
    }
  }

  async #killBrowser(): Promise<boolean> {
    await this.#world.browser.kill();
    await this.#world.writer.allAnswered();
    this.#world.browser = await this.#world.launchBrowser();
    return true;
  }

  async #killServer(lasts: number): Promise<boolean> {
    await this.#serverIsBack;
    await this.#world.server.kill();
    this.#serverIsBack = after(lasts).then(async () => void (await this.#world.server.start()));
    return true;
  }

  /** Counts when something waited for the network in the end. */
  async #goOffline({ lasts, overloads }: Offline): Promise<void> {
    const { browser, writer, counts, requestFaults } = this.#world;
    await this.#networkIsBack;
    await browser.setOffline(true);
    const back = async () => {
      await after(lasts);
      if (this.#world.browser !== browser) return;
      const [tab] = browser.tabs;
      const waited =
        writer.underWay > 0 || (tab !== undefined && (await tab.evaluate(() => window.soak.waiting())) > 0);
      if (waited) counts.offline += 1;
      for (let armed = 0; armed < overloads; armed += 1) requestFaults.arm({ kind: 'answered-503' });
      await browser.setOffline(false);
    };
    this.#networkIsBack = back().catch((error) => {
      if (this.#world.browser === browser && browser.isAlive) throw error; // Else it was killed, and its offline with it.
    });
  }

  async #openTab(): Promise<boolean> {
    await this.#networkIsBack; // The page itself comes from the network.
    const { browser } = this.#world;
    if (browser.tabs.length >= MOST_TABS) return false;
    await browser.openTab();
    return true;
  }

  /** The one that is writing most; a fault only if it was in the middle of it. */
  async #closeTab(): Promise<boolean> {
    const { browser, writer } = this.#world;
    if (browser.tabs.length < 2) return false;
    const [busiest] = [...browser.tabs].sort((a, b) => writer.asking(b) - writer.asking(a));
    const isWriting = writer.asking(busiest!) > 0;
    await browser.closeTab(busiest!);
    return isWriting;
  }
}
