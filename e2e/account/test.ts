import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { type AnotherDevice, test as base, expect } from '../journal/test.ts';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';

interface FreshDevices {
  /** A browser with a profile of its own, whose app has been opened at the first run. */
  readonly fresh: () => Promise<AnotherDevice>;
}

/** Several devices, with an account and without. */
export const test = base.extend<FreshDevices>({
  fresh: async ({ directory, gateway }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await openChromium(join(directory, `fresh-${opened.length}`));
      opened.push(context);
      const app = new App(await context.newPage(), gateway.url);
      await app.open();
      return { app, context };
    });
    for (const context of opened) await context.close();
  },
});

export { expect };
