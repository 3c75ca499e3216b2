import { createHash } from 'node:crypto';
import { AccountKey } from '../support/account-key.ts';
import { sendAgain } from '../support/attacker.ts';
import { effects, everything } from '../support/database.ts';
import { deviceOf } from '../support/device-of.ts';
import type { Received } from '../support/faulty-proxy.ts';
import { ServerContents } from '../support/opened.ts';
import { setClockOff } from '../support/wrong-clock.ts';
import { expect, test } from './test.ts';

const HOUR = 60 * 60 * 1000;

test('[G35] what the app sends is signed by its device, the key and the digest of the body with it', async ({
  app,
  gateway,
}) => {
  const phrase = await app.startEmpty();
  const { account } = await AccountKey.of(gateway.url, phrase);
  await app.saveDisplayName('Ada');
  await app.isDelivered();

  const asked = gateway.received.filter(({ path }) => path.startsWith('/v1/'));
  expect(asked.filter(({ headers }) => headers.signature === undefined)).toEqual([]);
  const { headers, key, body } = lastOf(gateway.saves);
  expect(key).toBeTruthy();
  expect(headers['content-digest']).toBe(`sha-256=:${createHash('sha256').update(body).digest('base64')}:`);
  const covered = '"@method" "@authority" "@path" "@query" "content-digest" "content-type" "idempotency-key"';
  expect(headers['signature-input']).toContain(`backhaul=(${covered});`);
  expect(headers['signature-input']).toContain(`;keyid="${account}/${await deviceOf(app.page)}";`);
  expect(headers.signature).toMatch(/^backhaul=:[\w+/]{86}==:$/);
});

test('[G35] caught on the wire: altered, unsigned or sent twice it changes nothing, and what was meant still arrives', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const seen = gateway.saves.length;
  const release = gateway.hold();
  await app.saveDisplayName('Ada');
  await gateway.sawSaves(seen + 1);
  const caught = lastOf(gateway.saves);
  const before = everything(server);
  const altered = Buffer.from(caught.body);
  altered.writeUInt8(altered.readUInt8(altered.length - 1) ^ 1, altered.length - 1);
  const unsigned = { signature: undefined, 'signature-input': undefined };
  expect(await sendAgain(server, caught, { headers: unsigned })).toBe('401 signature-missing');
  expect(await sendAgain(server, caught, { path: `${caught.path}?x=1` })).toBe('401 signature-invalid');
  expect(await sendAgain(server, caught, { headers: { 'idempotency-key': 'a-key-of-mine' } })).toBe(
    '401 signature-invalid',
  );
  expect(await sendAgain(server, caught, { body: altered })).toBe('401 digest-mismatch');
  expect(everything(server)).toBe(before);

  const effectsBefore = effects(server);
  release(); // The attacker has used its signature up: the app signs again.
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await app.isDelivered();
  expect(effects(server)).toBe(effectsBefore + 1);
  const after = everything(server);
  // What came before the device was known was not let in: its signature is not used up, its effect is the one that there is.
  for (const early of gateway.saves.slice(0, seen - 1)) await sendAgain(server, early);
  for (const save of gateway.saves) expect(await sendAgain(server, save)).toBe('401 signature-replayed');
  expect(everything(server)).toBe(after);
});

for (const [name, off] of [
  ['ahead', HOUR],
  ['behind', -HOUR],
] as const) {
  test(`[G35] [G33] a device whose clock is an hour ${name} delivers, signed by the server's time`, async ({
    app,
    browserContext,
    gateway,
    server,
  }) => {
    await setClockOff(browserContext, gateway, off);
    const contents = await ServerContents.of(server, await app.startEmpty());
    expect(Math.abs((await app.page.evaluate(() => Date.now())) - Date.now() - off)).toBeLessThan(HOUR / 2);
    await app.saveDisplayName('Ada');
    await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
    await app.isDelivered();
    const asked = gateway.received.filter(({ headers }) => headers.signature !== undefined);
    expect(asked.some((request) => Math.abs(createdOf(request) - request.time) > HOUR / 2)).toBe(true);
    const last = lastOf(gateway.saves);
    expect(Math.abs(createdOf(last) - last.time)).toBeLessThan(60_000);
  });
}

test('[G36] a device that is revoked keeps what it saves, and says why it does not send; the others go on', async ({
  app,
  another,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  const contents = await ServerContents.of(server, phrase);
  const second = await another(phrase);
  await second.app.saveDisplayName('Before');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Before');
  await second.app.isDelivered();
  const revoked = await deviceOf(second.app.page);
  await (await AccountKey.of(gateway.url, phrase)).revoke(revoked);

  await second.app.saveDisplayName('Of the revoked');
  await expect(second.app.status).toHaveText('Sign in again to send 1 change');
  await app.saveBio('Of the other');
  await expect.poll(() => contents.value('profile/bio')).toBe('Of the other');
  await app.isDelivered();

  await second.app.page.reload();
  await expect(second.app.status).toHaveText('Sign in again to send 1 change');
  await expect(second.app.page.getByText('Of the revoked', { exact: true }).first()).toBeVisible();
  expect(await second.app.queued()).toBe(1);
  expect(await contents.value('profile/displayName')).toBe('Before');
  expect(await second.app.bio()).not.toBe('Of the other');
});

function lastOf(saves: readonly Received[]): Received {
  const last = saves.at(-1);
  if (last === undefined) throw new Error('Nothing was saved.');
  return last;
}

/** Milliseconds since 1970, as its signature says. */
function createdOf({ headers }: Received): number {
  return Number(/;created=(\d+)/.exec(String(headers['signature-input']))?.[1]) * 1000;
}
