import type { Page } from 'playwright/test';
import { noteRequest } from './note.ts';
import { addToken } from './token.ts';

/** Accounts whose plain requests the workers `holding…` hold: always, or once they have failed. */
export const ALWAYS = 'held-always-account';
export const ON_FAILURE = 'held-on-failure-account';

/** The status of the answer, 0 when the request failed, and the key that came with it. Any page of the site will do. */
export async function plainFetch(page: Page, account: string, id: string, text = id) {
  const request = addToken(noteRequest(new URL(page.url()).origin, { id, text, account }), { account });
  const { url, method, headers } = request;
  return await page.evaluate(
    ({ url, init, body }) =>
      fetch(url, { ...init, body: Uint8Array.from(body) }).then(
        ({ status, headers }) => ({ status, key: headers.get('Idempotency-Key') }),
        () => ({ status: 0, key: null }),
      ),
    {
      url,
      init: { method, headers: Object.fromEntries(headers) },
      body: [...new Uint8Array(await request.arrayBuffer())], // Bytes do not get into the page as they are.
    },
  );
}
