import { openChromium } from '../support/browsers.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { expect, test as withServer } from '../support/test.ts';
import { LabTab } from './lab.ts';
import { LabSite } from './site.ts';

interface LabWorld {
  readonly browserArguments: readonly string[];
  readonly site: LabSite;
  /** Opens another tab, with nothing in it yet. */
  readonly newTab: () => Promise<LabTab>;
}

/** The real server behind the lab's site, behind the gateway that does harm, and a browser with a profile of its own. */
export const test = withServer.extend<LabWorld>({
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
  newTab: async ({ browserContext, gateway }, use) => {
    await use(async () => new LabTab(await browserContext.newPage(), gateway.url));
  },
});

export { expect };
