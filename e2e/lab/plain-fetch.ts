import type { Page } from 'playwright/test';

/** Accounts whose plain requests the workers `holding…` hold: always, or once they have failed. */
export const ALWAYS = 'held-always-account';
export const ON_FAILURE = 'held-on-failure-account';

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
