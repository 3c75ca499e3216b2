import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';
import { test as base, expect } from '../support/test.ts';

export interface AnotherDevice {
  readonly app: App;
  readonly context: BrowserContext;
}

export interface Devices {
  /** A browser with a profile of its own, whose app joins by the phrase. */
  readonly another: (phrase: string) => Promise<AnotherDevice>;
}

/** Several devices of one account, at one server. */
export const test = base.extend<Devices>({
  another: async ({ directory, gateway }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (phrase) => {
      const context = await openChromium(join(directory, `profile-${opened.length}`));
      opened.push(context);
      const app = new App(await context.newPage(), gateway.url);
      await app.join(phrase);
      return { app, context };
    });
    for (const context of opened) await context.close();
  },
});

export { expect };
