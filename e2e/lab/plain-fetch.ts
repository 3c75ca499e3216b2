import type { Page } from 'playwright/test';
import type { LabTab } from './lab.ts';

/** A plain request meets the worker only where the worker controls the page. */
export async function openControlled(tab: LabTab): Promise<LabTab> {
  await tab.open();
  await tab.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return tab;
}

/** The status of the answer, 0 when the request failed, and the key that came with it. */
export async function plainFetch(page: Page, account: string, id: string, text = id) {
  return await page.evaluate(
    (note) =>
      window.lab.fetch(note).then(
        ({ status, headers }) => ({ status, key: headers.get('Idempotency-Key') }),
        () => ({ status: 0, key: null }),
      ),
    { id, text, account },
  );
}
