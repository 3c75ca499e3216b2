import { BackgroundSyncLog } from '../support/background-sync.ts';
import { openChromium } from '../support/browsers.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { expect, test as withServer } from '../support/test.ts';
import { type LabOptions, LabTab } from './lab.ts';
import { LabSite } from './site.ts';
import { TAG } from './sync-events.ts';

interface LabWorld {
  readonly browserArguments: readonly string[];
  readonly site: LabSite;
  /** The browser's sync events since before the test began. */
  readonly syncLog: BackgroundSyncLog;
  /** Another tab, with nothing in it yet. */
  readonly newTab: () => Promise<LabTab>;
  /** Another tab, with the lab's page in it. */
  readonly openTab: (options?: LabOptions) => Promise<LabTab>;
}

/** The real server behind the lab's site, behind the gateway that does harm, and a browser with a profile of its own. */
export const test = withServer.extend<LabWorld>({
  authentication: 'tokens',
  beginning: 'nobody',
  browserArguments: [[], { option: true }],
  site: async ({ server }, use) => {
    const site = await LabSite.start(() => server.port);
    await use(site);
    await site.stop();
  },
  gateway: async ({ site }, use) => {
    const gateway = await new FaultyProxy(() => site.port).start();
    await use(gateway);
    await gateway.stop();
  },
  browserContext: async ({ profile, browserArguments }, use) => {
    const context = await openChromium(profile, browserArguments);
    await use(context);
    await context.close();
  },
  syncLog: async ({ browserContext }, use) => {
    await use(await BackgroundSyncLog.watch(browserContext, TAG));
  },
  newTab: async ({ browserContext, gateway }, use) => {
    await use(async () => new LabTab(await browserContext.newPage(), gateway.url));
  },
  openTab: async ({ newTab }, use) => {
    await use(async (options) => await (await newTab()).open(options));
  },
});

export { expect };
