import { pairingLink, secretOf } from '../../src/account/index.ts';
import type { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';
import { writtenSinceYesterday } from './yesterday.ts';

const OLDER = 'The server shows an older state';

/** What a device's pairing code would say: what its newest head at the server says. */
async function newestHead(contents: ServerContents) {
  const newest = (await contents.heads()).at(-1);
  if (!Array.isArray(newest?.value)) throw new Error('No device has published a head.');
  const [sequence, digest] = newest.value;
  if (typeof sequence !== 'number' || !(digest instanceof Uint8Array)) throw new Error('This is no head.');
  return { sequence, digest: Uint8Array.from(digest), clock: newest.clock };
}

for (const shown of ['yesterday', 'today'] as const) {
  test(`[G54] a fresh device that joins by a code of today and is shown ${shown}’s state ${shown === 'today' ? 'believes it' : 'says so'}`, async ({
    app,
    fresh,
    gateway,
    server,
  }) => {
    const { phrase, contents, showYesterday } = await writtenSinceYesterday(app, server);
    const link = pairingLink(secretOf(phrase), gateway.url, await newestHead(contents));
    await app.page.close();

    if (shown === 'yesterday') await showYesterday();
    const { app: second } = await fresh();
    await second.page.goto(link);
    await second.page.getByRole('button', { name: 'Join' }).click();
    await expect(second.page.getByText('Ada', { exact: true }).first()).toBeVisible();
    if (shown === 'yesterday') await expect(second.status).toHaveText(OLDER);
    else {
      await second.isDelivered();
      expect(await second.bio()).toBe('Written today');
      await expect(second.page.getByText(OLDER)).toHaveCount(0);
    }
  });
}
