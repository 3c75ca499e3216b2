import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { test as base, expect } from '../journal/test.ts';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';

export interface Person {
  readonly app: App;
  readonly context: BrowserContext;
}

interface People {
  /** Somebody with an account and a browser of their own, who is called so. */
  readonly somebody: (name: string) => Promise<Person>;
}

/** Several people at one server, each with devices of their own. */
export const test = base.extend<People>({
  somebody: async ({ directory, gateway }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (name) => {
      const context = await openChromium(join(directory, `person-${opened.length}`));
      opened.push(context);
      const app = new App(await context.newPage(), gateway.url);
      await app.startEmpty();
      await app.saveDisplayName(name);
      return { app, context };
    });
    for (const context of opened) await context.close();
  },
});

export { expect };
