import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import type {} from '../../examples/adopt/page.ts';
import { bundleScript } from '../support/bundle.ts';
import { test as base, expect } from '../support/test.ts';

const SCRIPT = fileURLToPath(new URL('../../examples/adopt/page.ts', import.meta.url));
const HTML = '<!doctype html><html lang="en"><title>Chat</title><script src="/chat.js"></script></html>';

let bundling: Promise<string> | undefined;

/** The page of `examples/adopt`, opened, at the real server. */
export const test = base.extend<{ readonly chat: Page }>({
  beginning: 'nobody',
  chat: async ({ browserContext, gateway }, use) => {
    bundling ??= bundleScript(SCRIPT);
    const script = await bundling;
    await browserContext.route('**/chat.html', (route) => route.fulfill({ contentType: 'text/html', body: HTML }));
    await browserContext.route('**/chat.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    const page = await browserContext.newPage();
    await page.goto(`${gateway.url}/chat.html`);
    await use(page);
  },
});

export { expect };
