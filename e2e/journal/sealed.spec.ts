import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleAccount } from '../../src/app/sample-account/sample-account.ts';
import { expect, test } from './test.ts';

test.use({ beginning: 'sample' });

/** Everything below a folder, in one go. */
async function rawFiles(folder: string): Promise<Buffer> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
}

const MESSAGE = 'Meet me at the old signal box';

/** What must not be readable anywhere: names and values of the sample account, as text and as a browser's database keeps text. */
function secrets(): readonly string[] {
  const { profile, spaces } = sampleAccount();
  const made = spaces.slice(0, 10).map((make) => make());
  return [
    'Ada Lovelace of Nowhere',
    MESSAGE,
    profile.displayName,
    profile.bio,
    ...made.map(({ name }) => name),
    ...made.flatMap(({ keys }) => keys.slice(0, 2).map(({ privateKey }) => privateKey)),
  ].filter((text) => text.length > 5);
}

function found(raw: Buffer, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => raw.includes(text, 0, 'utf8') || raw.includes(text, 0, 'utf16le'));
}

test('[G30] neither the server’s files nor the browser’s databases hold a value, a key or a name in plain words', async ({
  app,
  browserContext,
  directory,
  profile,
  server,
}) => {
  await app.loadSample();
  await app.say(`${MESSAGE}, says the server's copy.`);
  await app.messageIsDelivered(`${MESSAGE}, says the server's copy.`);
  await browserContext.setOffline(true);
  await app.say(`${MESSAGE}, says the one that waits.`);
  await app.saveDisplayName('Ada Lovelace of Nowhere');
  await app.rotateKey();
  await expect.poll(() => app.queued()).toBe(5); // The message, the name, the key, what the sidebar shows of its space, and what tells its members.
  await browserContext.close();
  await server.stop();

  const texts = secrets();
  const device = await rawFiles(join(profile, 'Default', 'IndexedDB'));
  const atServer = await rawFiles(join(directory, 'data'));
  expect(device.length).toBeGreaterThan(100_000);
  expect(atServer.length).toBeGreaterThan(1_000_000);
  expect([found(device, texts), found(atServer, texts)]).toEqual([[], []]);
  expect(found(device, ['update-profile'])).toEqual(['update-profile']); // The search finds what is there.
});
