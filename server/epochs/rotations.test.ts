import { describe, expect, it } from 'vitest';
import { FIRST_EPOCH, type Rotation } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { over } from '../testing/failing-store.ts';
import { NOW, problemIn } from '../testing/open-handler.ts';
import { partIdOf, putRequest } from '../testing/part-requests.ts';
import {
  askingEpoch,
  askingOwnAccount,
  epochIn,
  proofOf,
  rekeyed,
  rotating,
  rotationOf,
  savingUnder,
} from '../testing/rotation-requests.ts';
import { tombstone, valueEntry } from '../testing/samples.ts';
import {
  newAccount,
  newDevice,
  newKey,
  openRegistered,
  openSigned,
  registered,
  registration,
  revocation,
  signAs,
  signAsAccount,
  type TestAccount,
} from '../testing/signed-requests.ts';

const [A, B] = [valueEntry('a', 1, 0, 1, 9), valueEntry('b', 2, 0, 1, 9)];
/** Sealed under keys of the second epoch, as its first two bytes say. */
const B2 = valueEntry('b', 2, 0, 2, 9);

/** An account that has one entry, and the same with the key that it may get. */
async function withEntry() {
  const opened = await openRegistered();
  const { account, handler } = opened;
  await handler(await savingUnder(account, FIRST_EPOCH, 'key-00001', A));
  return { ...opened, next: rekeyed(account) };
}

/** An account whose keys were changed once. */
async function rotated(changes: Partial<Rotation> = {}) {
  const opened = await withEntry();
  const { account, handler, next } = opened;
  const rotation = rotationOf(next, { cursor: 1, ...changes });
  const told = await epochIn(await handler(await rotating(account, rotation)));
  return { ...opened, rotation, told };
}

describe('the epoch of an account', () => {
  it('is the first for one whose keys were never changed, be it known or not', async () => {
    const { account, handler } = await openRegistered();
    const first = { account: account.id, epoch: 1 };
    expect(await epochIn(await handler(await askingEpoch(account)))).toEqual(first);
    expect(await epochIn(await handler(await askingEpoch(account, { signing: signAsAccount })))).toEqual(first);
    expect(await epochIn(await handler(await askingOwnAccount(account)))).toEqual(first);
    expect(await epochIn(await handler(await askingOwnAccount(account, signAs)))).toEqual(first);
    const stranger = newAccount();
    expect(await epochIn(await handler(await askingOwnAccount(stranger)))).toEqual({ account: stranger.id, epoch: 1 });
    const refused = await handler(await askingEpoch(await registered(handler), { of: account.id }));
    expect(refused.status).toBe(403);
  });

  it('is the next once its key is replaced, which finds the account by itself', async () => {
    const { account, handler, next, told } = await rotated();
    expect(told).toEqual({ account: account.id, epoch: 2, keyring: 'c2VhbGVk', changedAt: NOW });
    expect(await epochIn(await handler(await askingOwnAccount(next)))).toEqual(told);
    expect(await epochIn(await handler(await askingEpoch(next, { signing: signAsAccount })))).toEqual(told);
    expect(await epochIn(await handler(await askingEpoch(account)))).toEqual(told);
  });

  it('goes on from one to the next, and keeps the newest keyring alone', async () => {
    const { handler, next, store } = await rotated();
    const third = rekeyed(next);
    const told = await epochIn(
      await handler(await rotating(next, rotationOf(third, { epoch: 3, cursor: 1, keyring: 'dGhpcmQ' }))),
    );
    expect(told).toMatchObject({ epoch: 3, keyring: 'dGhpcmQ' });
    expect((await store.history(next.id))?.epoch).toBe(3);
    const byFormer = await handler(await askingOwnAccount(next));
    expect(await problemIn(byFormer)).toMatchObject({ status: 401, code: 'account-key-replaced' });
  });
});

describe('[G52] a key that was replaced', () => {
  const requests: readonly [string, (account: TestAccount) => Promise<Request>][] = [
    ['lets nobody in', (account) => registration(account, newDevice())],
    ['shuts nobody out', (account) => revocation(account)],
    ['reads no epoch', (account) => askingEpoch(account, { signing: signAsAccount })],
    ['finds no account', (account) => askingOwnAccount(account)],
    ['replaces no key', (account) => rotating(account, rotationOf(rekeyed(account), { epoch: 3, cursor: 1 }))],
  ];

  it.each(requests)('%s', async (_, ask) => {
    const { account, handler, store } = await rotated();
    const before = await store.listDevices(account.id);
    expect(await problemIn(await handler(await ask(account)))).toMatchObject({
      status: 401,
      code: 'account-key-replaced',
    });
    expect(await store.listDevices(account.id)).toEqual(before);
    expect((await store.history(account.id))?.epoch).toBe(2);
  });

  it('lets nobody in either by a registration that was on its way when it was replaced', async () => {
    const { account, handler, next, store } = await withEntry();
    const device = newDevice();
    let hasRotated = false;
    const racing = over<Store>(store, {
      transact: async (name, work) => {
        if (!hasRotated) {
          hasRotated = true;
          await epochIn(await handler(await rotating(account, rotationOf(next, { cursor: 1 }))));
        }
        return await store.transact(name, work);
      },
    });
    const late = await (await openSigned({ store: racing })).handler(await registration(account, device));
    expect(await problemIn(late)).toMatchObject({ status: 401, code: 'account-key-replaced' });
    expect(await store.findDevice(account.id, device.id)).toBeUndefined();
  });

  it('makes way for another one that does all that', async () => {
    const { handler, next, store } = await rotated();
    const device = newDevice();
    expect((await handler(await registration(next, device))).status).toBe(200);
    expect((await handler(await revocation(next, device.id))).status).toBe(204);
    expect((await store.findDevice(next.id, device.id))?.revokedAt).toBe(NOW);
  });

  it('never comes back, and neither does another account’s, nor one that anybody could use', async () => {
    const { account, handler, next } = await rotated();
    const other = await registered(handler);
    const weak = { ...newKey(), publicKey: Buffer.alloc(32) };
    for (const key of [account.key, next.key, other.key, weak]) {
      const again = rekeyed(next, key);
      const response = await handler(await rotating(next, rotationOf(again, { epoch: 3, cursor: 1 })));
      expect(await problemIn(response)).toMatchObject({ status: 400, code: 'invalid-body' });
    }
  });
});

describe('what is sealed under a former epoch', () => {
  it('[G52] is refused from then on, with the account’s epoch, and nothing of it is written', async () => {
    const { account, handler, stored } = await rotated();
    const refused = await handler(await savingUnder(account, 1, 'key-00002', B));
    expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'epoch-superseded', epoch: 2 });
    expect(await stored()).toBe(1);
    expect((await handler(await savingUnder(account, 2, 'key-00002', B2))).status).toBe(200);
    expect(await stored()).toBe(2);
  });

  it('[G52] is refused whatever epoch the delta says: the values say themselves what they are sealed under', async () => {
    const { account, handler, stored } = await rotated();
    const parts = Uint8Array.of(0, 1, 9);
    await handler(await signAs(account, putRequest('key-part1', parts, partIdOf(parts), account.id)));
    const inParts = { id: 'c', clock: B.clock, isTombstone: false, parts: [partIdOf(parts)] };
    const others = [B, valueEntry('b', 2), valueEntry('b', 2, 2), valueEntry('b', 2, 2, 0), valueEntry('b', 2, 0, 3)];
    for (const sent of [...others, tombstone('b', 2, 0, 1), inParts]) {
      const refused = await handler(await savingUnder(account, 2, 'key-00002', valueEntry('d', 2, 0, 2), sent));
      const told = { status: 400, code: 'invalid-body', detail: expect.stringContaining('epoch 2') };
      expect(await problemIn(refused)).toMatchObject(told);
      expect(await stored()).toBe(1);
    }
  });

  it('is refused as well where the account has not come that far', async () => {
    const { account, handler, stored } = await rotated();
    const refused = await handler(await savingUnder(account, 3, 'key-00002', B));
    expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'epoch-not-next', epoch: 2 });
    expect(await stored()).toBe(1);
  });

  it('is answered as it was where it was saved before', async () => {
    const { account, handler } = await rotated();
    const again = await handler(await savingUnder(account, 1, 'key-00001', A));
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
  });

  it('may be sealed again with the same clock', async () => {
    const { account, handler, store } = await rotated();
    const resealed = { ...A, value: Uint8Array.of(0, 2, 9) };
    expect((await handler(await savingUnder(account, 2, 'key-00002', resealed))).status).toBe(200);
    expect(await store.findEntry(account.id, 'a')).toEqual(resealed);
  });
});

describe('a rotation', () => {
  it('[G50] by somebody who has not read everything is refused, with what there is to read', async () => {
    const { account, handler, next, store } = await withEntry();
    for (const cursor of [0, 2]) {
      const refused = await handler(await rotating(account, rotationOf(next, { cursor, keep: [] })));
      expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'not-caught-up', cursor: 1 });
    }
    expect((await store.history(account.id))?.epoch).toBe(1);
    expect((await store.findDevice(account.id, account.device.id))?.revokedAt).toBeUndefined();
    expect((await handler(await rotating(account, rotationOf(next, { cursor: 1 })))).status).toBe(200);
  });

  it('[G52] shuts out with the same stroke every device that it does not name, be it one that came meanwhile', async () => {
    const { account, handler, next, store } = await withEntry();
    const [lost, before, thief] = [newDevice(), newDevice(), newDevice()];
    for (const device of [lost, before]) await handler(await registration(account, device));
    await handler(await revocation(account, before.id));
    const rotation = rotationOf(next, { cursor: 1, keep: [account.device.id, newDevice().id] });
    await handler(await registration(account, thief));
    expect((await handler(await rotating(account, rotation))).status).toBe(200);
    for (const device of [lost, thief]) {
      const refused = await handler(await savingUnder({ ...account, device }, 2, 'key-00002', B2));
      expect(await problemIn(refused)).toMatchObject({ status: 401, code: 'device-revoked' });
    }
    expect((await handler(await savingUnder(account, 2, 'key-00002', B2))).status).toBe(200);
    const stay = (await store.listDevices(account.id)).filter(({ revokedAt }) => revokedAt === undefined);
    expect(stay.map(({ device }) => device)).toEqual([account.device.id]);
  });

  it('is answered the same way once more, when it is signed by the key that it gave, whatever has changed since', async () => {
    const { handler, next, rotation, told, account } = await rotated();
    await handler(await savingUnder(account, 2, 'key-00002', B2));
    expect(await epochIn(await handler(await rotating(next, rotation)))).toEqual(told);
  });

  it('that comes twice at once is one', async () => {
    const { account, handler, next } = await withEntry();
    const rotation = rotationOf(next, { cursor: 1 });
    const requests = [await rotating(account, rotation), await rotating(account, rotation)];
    const told = await Promise.all(requests.map(async (request) => epochIn(await handler(request))));
    expect(told[0]).toEqual(told[1]);
  });

  it('wins over another one that comes at the same time, which learns the account’s epoch', async () => {
    const { account, handler } = await withEntry();
    const all = [rekeyed(account), rekeyed(account), rekeyed(account)];
    const requests = await Promise.all(all.map((next) => rotating(account, rotationOf(next, { cursor: 1 }))));
    const responses = await Promise.all(requests.map((request) => handler(request)));
    const [won, ...lost] = responses.toSorted((one, other) => one.status - other.status);
    expect(won?.status).toBe(200);
    for (const response of lost) {
      expect(await problemIn(response)).toMatchObject({ status: 409, code: 'epoch-not-next', epoch: 2 });
    }
  });

  it.each([0, 1, 3])('to the epoch %i is not one to the next', async (epoch) => {
    const { account, handler, next } = await withEntry();
    const response = await handler(await rotating(account, rotationOf(next, { epoch, cursor: 1 })));
    const expected = epoch === 0 ? { status: 400, code: 'invalid-body' } : { code: 'epoch-not-next', epoch: 1 };
    expect(await problemIn(response)).toMatchObject(expected);
  });

  it('gives nobody a key that he has not', async () => {
    const { account, handler, next } = await withEntry();
    const said = rotationOf(next, { cursor: 1 });
    const proofs = [
      proofOf(account.id, said, account.key),
      proofOf(newAccount().id, said, next.key),
      proofOf(account.id, { ...said, epoch: 3 }, next.key),
    ];
    for (const proof of proofs) {
      const response = await handler(await rotating(account, { ...said, proof }));
      expect(await problemIn(response)).toMatchObject({ status: 400, code: 'invalid-body' });
    }
  });

  it('is the account’s own: neither its devices nor others begin one', async () => {
    const { account, handler, next } = await withEntry();
    const byDevice = await rotating(account, rotationOf(next, { cursor: 1 }), { signing: signAs });
    expect(await problemIn(await handler(byDevice))).toMatchObject({ status: 403, code: 'foreign-account' });
    const other = await registered(handler);
    const byOther = await rotating(other, rotationOf(next, { cursor: 1 }), { of: account.id });
    expect(await problemIn(await handler(byOther))).toMatchObject({ status: 403, code: 'foreign-account' });
  });
});
