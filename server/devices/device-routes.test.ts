import { describe, expect, it } from 'vitest';
import {
  type AccountId,
  type DeviceId,
  devicePath,
  devicesPath,
  JSON_MEDIA,
  livePath,
} from '../../src/protocol/index.ts';
import { NOW, ORIGIN, problemIn } from '../testing/open-handler.ts';
import { valueEntry } from '../testing/samples.ts';
import {
  newAccount,
  newDevice,
  openSigned,
  registered,
  registration,
  revocation,
  signAs,
  signAsAccount,
  type TestAccount,
} from '../testing/signed-requests.ts';
import { StreamText } from '../testing/stream-text.ts';
import { DEVICES_LIMIT } from './registry.ts';

const list = (account: AccountId) => new Request(`${ORIGIN}${devicesPath(account)}`);
const one = (account: AccountId, device: DeviceId, init: RequestInit) =>
  new Request(`${ORIGIN}${devicePath(account, device)}`, init);
const put = (body: unknown, type = JSON_MEDIA) => ({
  method: 'PUT',
  headers: { 'Content-Type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('a device', () => {
  it('is registered by the account’s key, and listed', async () => {
    const { handler } = await openSigned();
    const account = newAccount();
    const { id, key } = account.device;
    const device = { device: id, publicKey: encoded(key.publicKey), registeredAt: NOW };
    const response = await handler(await registration(account));
    expect([response.status, await response.json()]).toEqual([200, device]);
    const listed = await handler(await signAs(account, list(account.id)));
    expect([listed.status, await listed.json()]).toEqual([200, { devices: [device] }]);
  });

  it('that is registered again stays what it was', async () => {
    let time = NOW;
    const { handler } = await openSigned({ now: () => time });
    const account = await registered(handler);
    time += 5000;
    expect(await (await handler(await registration(account))).json()).toMatchObject({ registeredAt: NOW });
  });

  it('[G36] that was revoked cannot come back, and is listed as such', async () => {
    const { handler } = await openSigned();
    const account = await registered(handler);
    expect((await handler(await revocation(account))).status).toBe(204);
    expect((await handler(await revocation(account))).status).toBe(204);
    const again = await handler(await registration(account));
    expect(await problemIn(again)).toMatchObject({ status: 403, code: 'device-revoked' });
    const listed = await handler(await signAsAccount(account, list(account.id)));
    expect(await listed.json()).toMatchObject({ devices: [{ device: account.device.id, revokedAt: NOW }] });
  });

  it('[G36] that is revoked hears nothing more, and others do', async () => {
    const { handler, store } = await openSigned();
    const account = await registered(handler);
    const other = newDevice();
    await handler(await registration(account, other));
    const live = () => new Request(`${ORIGIN}${livePath(account.id)}`);
    const mine = new StreamText(await handler(await signAs(account, live())));
    const others = new StreamText(await handler(await signAs({ ...account, device: other }, live())));
    await expect
      .poll(() => [mine.text, others.text])
      .toEqual([expect.stringContaining('id: 0'), expect.stringContaining('id: 0')]);
    await handler(await revocation(account));
    await expect.poll(() => mine.hasEnded).toBe(true);
    await store.transact(account.id, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
    await expect.poll(() => others.text).toContain('id: 1');
    expect(mine.text).not.toContain('id: 1');
  });
});

describe('is refused', () => {
  type Ask = (account: TestAccount, stranger: TestAccount) => Promise<Request>;
  const fresh = newDevice();
  const body = { publicKey: encoded(fresh.key.publicKey) };
  const weak = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

  const requests: readonly (readonly [string, number, string, Ask])[] = [
    ['a device that a device registers', 403, 'foreign-account', (a) => signAs(a, one(a.id, fresh.id, put(body)))],
    [
      'a device that a stranger registers',
      403,
      'foreign-account',
      (a, b) => signAsAccount(b, one(a.id, fresh.id, put(body))),
    ],
    [
      'a revocation by a device',
      403,
      'foreign-account',
      (a) => signAs(a, one(a.id, a.device.id, { method: 'DELETE' })),
    ],
    [
      'a revocation by a stranger',
      403,
      'foreign-account',
      (a, b) => signAsAccount(b, one(a.id, a.device.id, { method: 'DELETE' })),
    ],
    ['a look at a stranger’s devices', 403, 'foreign-account', (a, b) => signAs(a, list(b.id))],
    ['a name of another key', 422, 'device-mismatch', (a) => signAsAccount(a, one(a.id, a.device.id, put(body)))],
    [
      'a key with which anybody can sign',
      422,
      'device-mismatch',
      (a) => signAsAccount(a, one(a.id, '66687aadf862bd77' as DeviceId, put({ publicKey: weak }))),
    ],
    [
      'a name that is none',
      400,
      'invalid-parameter',
      (a) => signAsAccount(a, one(a.id, 'phone' as DeviceId, put(body))),
    ],
    ['a key that is none', 400, 'invalid-body', (a) => signAsAccount(a, one(a.id, fresh.id, put({ publicKey: 'AA' })))],
    ['more than a key', 400, 'invalid-body', (a) => signAsAccount(a, one(a.id, fresh.id, put({ ...body, name: 'x' })))],
    ['no JSON', 400, 'malformed-body', (a) => signAsAccount(a, one(a.id, fresh.id, put('{')))],
    [
      'another media type',
      415,
      'unsupported-media-type',
      (a) => signAsAccount(a, one(a.id, fresh.id, put(body, 'text/plain'))),
    ],
    [
      'a long body',
      413,
      'body-too-large',
      (a) => signAsAccount(a, one(a.id, fresh.id, put({ ...body, x: 'x'.repeat(1100) }))),
    ],
    ['another method', 405, 'method-not-allowed', (a) => signAsAccount(a, one(a.id, fresh.id, { method: 'PATCH' }))],
    [
      'another method for all',
      405,
      'method-not-allowed',
      (a) => signAs(a, new Request(list(a.id), { method: 'POST' })),
    ],
  ];

  it.each(requests)('%s', async (_, status, code, ask) => {
    const { handler, store } = await openSigned();
    const [account, stranger] = [await registered(handler), await registered(handler)];
    expect(await problemIn(await handler(await ask(account, stranger)))).toMatchObject({ status, code });
    expect(await store.listDevices(account.id)).toEqual([
      expect.not.objectContaining({ revokedAt: expect.anything() }),
    ]);
  });

  it('one device too many', async () => {
    const { handler, store } = await openSigned();
    const account = newAccount();
    await store.transact(account.id, async ({ devices }) => {
      for (let count = 0; count < DEVICES_LIMIT; count += 1) {
        const { id, key } = newDevice();
        await devices.put({ device: id, publicKey: key.publicKey, registeredAt: count });
      }
    });
    const response = await handler(await registration(account));
    expect(await problemIn(response)).toMatchObject({ status: 422, code: 'too-many-devices' });
  });
});
