import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../account.ts';
import { forgetAccount, keepAccount, readAccount } from '../kept-account.ts';
import { adoptAccount, createAccount, draftAccount, joinAccount, renewDevice, renewKeys } from '../open-account.ts';
import { ModelEpochs } from '../testing/model-epochs.ts';
import { findAccount } from './find-account.ts';
import { prepareRotation } from './prepare-rotation.ts';
import { resumeRotation, rotateKeys } from './rotate-keys.ts';

const origin = 'https://api.example';
const OFFLINE = new TypeError('Failed to fetch');

/** Whatever breaks at the n-th request: before the server has heard of it, or after it has answered. */
interface Fault {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** An account on this device, and its server. */
async function world() {
  const { account, phrase } = await createAccount();
  const contents = { cursor: 7 };
  const server = new ModelEpochs({ account: account.id, key: account.accountKey, cursor: () => contents.cursor });
  let requests = 0;
  const fault: { now: Fault | undefined } = { now: undefined };
  const fetch = async (request: Request) => {
    if (request.url.endsWith('/devices')) return (await server.fetch(request)) ?? new Response(null, { status: 404 });
    requests += 1;
    const isAt = fault.now?.at === requests;
    if (isAt && fault.now?.when === 'before') throw OFFLINE;
    const answer = await server.fetch(request);
    if (isAt) throw OFFLINE;
    return answer ?? new Response(null, { status: 404 });
  };
  const ways = { origin, fetch, catchUp: async () => contents.cursor };
  const breakAt = (next: Fault | undefined) => {
    requests = 0;
    fault.now = next;
  };
  return { account, phrase, contents, server, ways, breakAt };
}

/** Seals by one account's newest key, and opens by the other's. */
async function opens(by: Account, sealedBy: Account): Promise<boolean> {
  const iv = new Uint8Array(12);
  const sealing = sealedBy.sealing.keys.get(sealedBy.sealing.epoch);
  const opening = by.sealing.keys.get(sealedBy.sealing.epoch);
  if (sealing === undefined || opening === undefined) return false;
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, new Uint8Array([1, 2, 3]));
  return await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, opening, sealed).then(
    (plain) => plain.byteLength === 3,
    () => false,
  );
}

/** The epoch of the account on this device, and the rotation that it waits for. */
async function keptNow(): Promise<readonly unknown[]> {
  const kept = await readAccount();
  return [kept?.sealing.epoch, kept?.pending];
}

/** Changing an account's keys, on this device, as tests. */
export function rotationContract(): void {
  beforeEach(forgetAccount);

  describe('keys that are changed', () => {
    test('are another epoch of the same account, on the same device, that opens all that was sealed before', async () => {
      const { account, phrase, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      const rotated = await rotateKeys(prepared, ways);
      expect(rotated).toMatchObject({ id: account.id, device: { id: account.device.id }, sealing: { epoch: 2 } });
      expect(rotated.pending).toBeUndefined();
      expect(rotated.accountKey.publicKey).not.toEqual(account.accountKey.publicKey);
      expect(await opens(rotated, account)).toBe(true);
      expect(await opens(account, rotated)).toBe(false);
      expect((await readAccount())?.sealing.epoch).toBe(2);
    });

    test('[G52] are found by the new words, by the new link, and not by the former words', async () => {
      const { account, phrase, ways } = await world();
      const first = await prepareRotation(phrase, account, ways);
      await rotateKeys(first, ways);
      const second = await prepareRotation(first.phrase, account, ways);
      const rotated = await rotateKeys(second, ways);
      for (const way of [second.phrase, second.link('https://app.example')]) {
        const found = await findAccount(way, ways);
        expect(found).toMatchObject({ id: account.id, sealing: { epoch: 3 } });
        expect(await Promise.all([account, rotated].map((by) => opens(found, by)))).toEqual([true, true]);
        const name = new TextEncoder().encode('a name');
        const blind = (by: Account) => crypto.subtle.sign('HMAC', by.blinding, name);
        expect(await blind(found)).toEqual(await blind(account));
      }
      for (const former of [phrase, first.phrase]) {
        await expect(findAccount(former, ways)).rejects.toMatchObject({ code: 'keys-replaced' });
        await expect(prepareRotation(former, account, ways)).rejects.toMatchObject({ code: 'keys-replaced' });
        await expect(renewDevice(former, ways)).rejects.toMatchObject({ code: 'keys-replaced' });
      }
    });

    test('come to another device by the new words: as the device that it is, or as another one', async () => {
      const { account, phrase, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      await rotateKeys(prepared, ways);
      await forgetAccount();
      await keepAccount(account); // It was away meanwhile.
      const renewed = await renewKeys(prepared.phrase, ways);
      expect(renewed).toMatchObject({ device: { id: account.device.id }, sealing: { epoch: 2 } });
      await forgetAccount();
      await keepAccount(account);
      const other = await renewDevice(prepared.phrase, ways);
      expect(other).toMatchObject({ id: account.id, sealing: { epoch: 2 } });
      expect(other.device.id).not.toBe(account.device.id);
      await forgetAccount();
      expect(await joinAccount(prepared.phrase, ways)).toMatchObject({ id: account.id, sealing: { epoch: 2 } });
    });

    test('an account whose keys were never changed, or whose server knows nothing of that, is found as before', async () => {
      const { account, phrase, ways } = await world();
      expect((await findAccount(phrase, ways)).id).toBe(account.id);
      const unknowing = async () => new Response(null, { status: 404 });
      expect((await findAccount(phrase, { origin, fetch: unknowing })).id).toBe(account.id);
    });

    test('offline, the words of the keys that it has make a device another one; others cannot be judged', async () => {
      const { account, phrase, ways } = await world();
      const offline = { origin, fetch: () => Promise.reject(OFFLINE) };
      expect((await renewDevice(phrase, offline)).device.id).not.toBe(account.device.id);
      const prepared = await prepareRotation(phrase, account, ways);
      await expect(renewDevice(prepared.phrase, offline)).rejects.toBe(OFFLINE);
      await rotateKeys(prepared, ways);
      expect(await renewDevice(prepared.phrase, offline)).toMatchObject({ id: account.id, sealing: { epoch: 2 } });
    });
  });

  describe('a rotation', () => {
    test('shuts out devices with the same stroke', async () => {
      const { account, phrase, server, ways } = await world();
      const [lost, other] = [(await draftAccount()).account.device.id, (await draftAccount()).account.device.id];
      for (const device of [account.device.id, lost, other]) server.devices.add(device);
      await rotateKeys(await prepareRotation(phrase, account, ways), { ...ways, revoke: [lost] });
      expect([...server.devices]).toEqual([account.device.id, other]);
    });

    test('[G52] shuts out with the same stroke whoever came after the devices were read', async () => {
      const { account, phrase, server, ways } = await world();
      const thief = (await draftAccount()).account.device.id;
      const fetch = async (request: Request) => {
        const answer = await ways.fetch(request);
        if (request.url.endsWith('/devices')) server.devices.add(account.device.id).add(thief);
        return answer;
      };
      await rotateKeys(await prepareRotation(phrase, account, ways), { ...ways, fetch });
      expect([...server.devices]).toEqual([account.device.id]); // Which the server had not heard of when it was asked.
    });

    test('of whose devices the server does not tell is refused, and nothing is kept or asked', async () => {
      const { account, phrase, server, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      const fetch = async () => Response.json({ devices: 'none' });
      const refused = { code: 'rotation-refused', details: { status: 200 } };
      await expect(rotateKeys(prepared, { ...ways, fetch })).rejects.toMatchObject(refused);
      await expect(rotateKeys(prepared, { ...ways, fetch: () => Promise.reject(OFFLINE) })).rejects.toBe(OFFLINE);
      expect([server.epoch, ...(await keptNow())]).toEqual([1, 1, undefined]);
    });

    test('[G50] without a complete pull is refused, and nothing is kept or asked', async () => {
      const { account, phrase, server, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      const catchUp = () => Promise.reject(OFFLINE);
      const refused = { code: 'not-caught-up', cause: OFFLINE };
      await expect(rotateKeys(prepared, { ...ways, catchUp })).rejects.toMatchObject(refused);
      expect([server.epoch, ...(await keptNow())]).toEqual([1, 1, undefined]);
    });

    test('[G50] is refused by a server that has more than was read, however often it is read, and leaves nothing', async () => {
      const { account, phrase, server, contents, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      const catchUp = async () => contents.cursor++; // Somebody goes on writing.
      await expect(rotateKeys(prepared, { ...ways, catchUp })).rejects.toMatchObject({ code: 'not-caught-up' });
      expect([server.epoch, ...(await keptNow())]).toEqual([1, 1, undefined]);
    });

    test('reads once more what was written meanwhile', async () => {
      const { account, phrase, server, contents, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      const reads = [6, 7];
      await rotateKeys(prepared, { ...ways, catchUp: async () => reads.shift() ?? contents.cursor });
      expect(server.rotations.map(({ cursor }) => cursor)).toEqual([7]);
    });

    test.each<Fault>(
      [1, 2, 3].flatMap((at) => [
        { at, when: 'before' },
        { at, when: 'after' },
      ]),
    )('[G51] that is killed at request $at, $when the server hears of it, ends when it is resumed', async (fault) => {
      const { account, phrase, server, contents, ways, breakAt } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      let reads = 0;
      const catchUp = async () => (reads++ === 0 ? contents.cursor - 1 : contents.cursor); // It takes two attempts.
      breakAt(fault);
      const attempt = await rotateKeys(prepared, { ...ways, catchUp }).catch((cause: unknown) => cause);
      breakAt(undefined);
      const resumed = await resumeRotation(ways);
      if (attempt !== OFFLINE) expect(resumed).toBeUndefined();
      expect(server.rotations).toHaveLength(1);
      expect(await keptNow()).toEqual([2, undefined]);
      expect((await findAccount(prepared.phrase, ways)).id).toBe(account.id);
    });

    test('[G51] that was cut off may be cut off again, at any request', async () => {
      for (const at of [1, 2]) {
        for (const when of ['before', 'after'] as const) {
          await forgetAccount();
          const { account, phrase, server, ways, breakAt } = await world();
          const prepared = await prepareRotation(phrase, account, ways);
          breakAt({ at: 1, when: 'before' });
          await expect(rotateKeys(prepared, ways)).rejects.toBe(OFFLINE);
          breakAt({ at, when });
          await expect(resumeRotation(ways)).rejects.toBe(OFFLINE);
          breakAt(undefined);
          expect(await resumeRotation(ways)).toMatchObject({ sealing: { epoch: 2 } });
          expect(server.rotations).toHaveLength(1);
        }
      }
    });

    test('of two at once one becomes true, and the other one says so', async () => {
      const { account, phrase, server, ways } = await world();
      const [mine, theirs] = [
        await prepareRotation(phrase, account, ways),
        await prepareRotation(phrase, account, ways),
      ];
      await rotateKeys(theirs, ways);
      await forgetAccount();
      await keepAccount(account); // Another device, which has not heard.
      await expect(rotateKeys(mine, ways)).rejects.toMatchObject({ code: 'keys-replaced' });
      expect(server.rotations).toHaveLength(1);
      expect(await keptNow()).toEqual([1, undefined]);
      expect(await renewKeys(theirs.phrase, ways)).toMatchObject({ sealing: { epoch: 2 } });
    });

    test('begins from the keys of now, also on a device that has not had them', async () => {
      const { account, phrase, ways } = await world();
      const first = await prepareRotation(phrase, account, ways);
      await rotateKeys(first, ways);
      await forgetAccount();
      await keepAccount(account);
      const second = await prepareRotation(first.phrase, account, ways);
      const rotated = await rotateKeys(second, ways);
      expect([...rotated.sealing.keys.keys()]).toEqual([1, 2, 3]);
    });

    test('is for the words of this account only', async () => {
      const { account, ways } = await world();
      const { phrase } = await draftAccount();
      await expect(prepareRotation(phrase, account, ways)).rejects.toMatchObject({ code: 'other-account-kept' });
      await expect(prepareRotation('legal winner', account, ways)).rejects.toMatchObject({ code: 'wrong-phrase' });
    });

    test.each([
      [404, true],
      [400, true],
      [503, false],
    ])('that the server answers with %i is over: %s', async (status, isOver) => {
      const { account, phrase, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      const fetch = async (request: Request) =>
        request.method === 'PUT' ? new Response(null, { status }) : await ways.fetch(request);
      const refused = { code: 'rotation-refused', details: { status } };
      await expect(rotateKeys(prepared, { ...ways, fetch })).rejects.toMatchObject(refused);
      expect((await readAccount())?.pending === undefined).toBe(isOver);
    });
  });

  describe('a server that lies', () => {
    const lying = async (change: (told: { account: string; epoch: number; keyring?: string }) => object) => {
      const { account, phrase, ways } = await world();
      const prepared = await prepareRotation(phrase, account, ways);
      await rotateKeys(prepared, ways);
      const fetch = async (request: Request) => Response.json(change(await (await ways.fetch(request)).json()));
      return await findAccount(prepared.phrase, { origin, fetch }).catch((cause: unknown) => cause);
    };
    const broken = { code: 'keyring-broken' };

    test('about the account, the epoch or the keyring is found out', async () => {
      const { account: others } = await draftAccount();
      expect(await lying((told) => ({ ...told, account: others.id }))).toMatchObject(broken);
      await forgetAccount();
      expect(await lying((told) => ({ ...told, epoch: 3 }))).toMatchObject(broken);
      await forgetAccount();
      expect(await lying(({ keyring, ...told }) => told)).toMatchObject(broken);
      await forgetAccount();
      expect(
        await lying(({ keyring = '', ...told }) => ({ ...told, keyring: `${keyring.slice(0, -4)}AAAA` })),
      ).toMatchObject(broken);
      await forgetAccount();
      expect(await lying(() => ({ account: 'none' }))).toMatchObject({ code: 'account-not-told' });
    });
  });

  test('a row of a version that knew nothing of rotations is read, and keeps its keys when it is rotated', async () => {
    const { account, phrase, ways } = await world();
    const { pending, ...old } = account;
    await forgetAccount();
    await adoptAccount(old);
    expect(await readAccount()).toMatchObject({ id: account.id, sealing: { epoch: 1 } });
    expect(await rotateKeys(await prepareRotation(phrase, old, ways), ways)).toMatchObject({ sealing: { epoch: 2 } });
  });
}
