import type { App } from '../support/app.ts';
import { ServerContents } from '../support/opened.ts';
import type { Server } from '../support/server.ts';
import { expect } from './test.ts';

/** An account that has written something since `showYesterday` was kept: that sets the server back to before it. */
export async function writtenSinceYesterday(app: App, server: Server) {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const showYesterday = await server.keep();
  await app.page.reload();
  await app.saveBio('Written today');
  await app.isDelivered();
  const contents = await ServerContents.of(server, phrase);
  await expect.poll(() => contents.value('profile/bio')).toBe('Written today');
  return { phrase, contents, showYesterday };
}
