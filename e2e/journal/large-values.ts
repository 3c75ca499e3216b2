import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { bundleScript } from '../support/bundle.ts';
import type {} from './large-values-page.ts';

const script = bundleScript(fileURLToPath(new URL('large-values-page.ts', import.meta.url)));

/** A page that can save and read a value of 2 MB. */
export async function withLargeValues(page: Page) {
  await page.evaluate(await script);
  return {
    save: (version: number, space?: string) =>
      page.evaluate(([next, of]) => window.largeValues.save(next, of), [version, space] as const),
    read: () => page.evaluate(() => window.largeValues.read()),
  };
}
