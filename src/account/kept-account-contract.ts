import { openDB } from 'idb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Account } from './account.ts';
import { deriveKeys } from './derive-keys.ts';
import { newDevice } from './device.ts';
import { ACCOUNT_DATABASE, forgetAccount, keepAccount, readAccount } from './kept-account.ts';
import { accountOf, adoptAccount, createAccount, draftAccount, joinAccount, renewDevice } from './open-account.ts';
import { newSecret, secretOf } from './phrase.ts';

/** A phrase that is right, and no account's here. */
const OTHERS = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

/** What this device keeps of its account, as tests. */
export function keptAccountContract(): void {
  beforeEach(forgetAccount);

  const anAccount = async (secret = newSecret()): Promise<Account> => ({
    ...(await deriveKeys(secret)),
    device: await newDevice(),
  });
  const isThere = async () => (await indexedDB.databases()).some(({ name }) => name === ACCOUNT_DATABASE);
  const overwrite = async (row: unknown) => {
    const database = await openDB(ACCOUNT_DATABASE);
    await database.put('account', row, 'account');
    database.close();
  };

  describe('a kept account', () => {
    test('comes back with keys that work and cannot be exported', async () => {
      const account = await anAccount();
      await keepAccount(account);
      const kept = await readAccount();
      expect(kept).toMatchObject({ id: account.id, device: { id: account.device.id } });
      expect(kept?.accountKey.publicKey).toEqual(account.accountKey.publicKey);
      for (const { publicKey, privateKey } of [kept?.accountKey, kept?.device.key].filter((key) => key !== undefined)) {
        const verifying = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify']);
        const signature = await crypto.subtle.sign('Ed25519', privateKey, publicKey);
        expect(await crypto.subtle.verify('Ed25519', verifying, signature, publicKey)).toBe(true);
        await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
      }
      const secrets = [kept?.blinding, ...(kept?.sealing.keys.values() ?? [])];
      expect(secrets.map((key) => key?.extractable)).toEqual([false, false]);
    });

    test('is the first one that was kept', async () => {
      const [first, second] = [await anAccount(), await anAccount()];
      const kept = await Promise.all([keepAccount(first), keepAccount(second)]);
      expect(kept.map(({ id }) => id)).toEqual([first.id, first.id]);
      expect((await readAccount())?.device.id).toBe(first.device.id);
    });

    test('is gone once it is forgotten, with its database', async () => {
      await keepAccount(await anAccount());
      await forgetAccount();
      expect(await readAccount()).toBeUndefined();
      expect(await isThere()).toBe(false);
    });

    test('is read from a database that a newer version has added to', async () => {
      const account = await keepAccount(await anAccount());
      const newer = await openDB(ACCOUNT_DATABASE, 7, {
        upgrade: (database) => void database.createObjectStore('more'),
      });
      newer.close();
      expect((await readAccount())?.id).toBe(account.id);
    });

    test.each([
      ['nothing', {}],
      ['another key', { blinding: 'no key' }],
      ['an epoch without its key', { sealing: { epoch: 2, keys: new Map() } }],
    ])('that is broken is told, and left as it is: %s', async (_name, flaw) => {
      const account = await keepAccount(await anAccount());
      await overwrite({ ...(Object.keys(flaw).length === 0 ? {} : account), ...flaw });
      await expect(readAccount()).rejects.toMatchObject({ code: 'kept-account-broken' });
      await expect(keepAccount(account)).rejects.toMatchObject({ code: 'kept-account-broken' });
    });

    test('has no key that could be exported', async () => {
      const account = await anAccount();
      const loose = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
      await expect(keepAccount({ ...account, blinding: loose })).rejects.toMatchObject({ code: 'kept-account-broken' });
      expect(await isThere()).toBe(false);
    });

    test('cannot be had where the browser stores no keys', async () => {
      const refusal = new DOMException('A key could not be cloned.', 'DataCloneError');
      const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw refusal;
      });
      await expect(keepAccount(await anAccount())).rejects.toMatchObject({ code: 'keys-not-kept', cause: refusal });
      put.mockRestore();
      expect(await readAccount()).toBeUndefined();
    });
  });

  describe('opening an account', () => {
    test('a second device joins by the phrase or by the link', async () => {
      const { account, phrase, link } = await createAccount();
      expect(phrase.split(' ')).toHaveLength(12);
      for (const way of [phrase, link('https://app.example')]) {
        await forgetAccount();
        const joined = await joinAccount(way);
        expect(joined.id).toBe(account.id);
        expect(joined.device.id).not.toBe(account.device.id);
      }
    });

    test('a device that has joined stays the same device', async () => {
      const { account, phrase } = await createAccount();
      expect((await joinAccount(phrase)).device.id).toBe(account.device.id);
    });

    test('of two that are made at once one is kept, and nobody gets a phrase that opens nothing', async () => {
      const [one, other] = await Promise.allSettled([createAccount(), createAccount()]);
      expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
      const made = [one, other].flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect((await deriveKeys(secretOf(made[0]?.phrase ?? ''))).id).toBe((await readAccount())?.id);
    });

    test('a draft is kept by nobody until it is adopted', async () => {
      const { account, phrase } = await draftAccount();
      expect((await accountOf(phrase)).id).toBe(account.id);
      expect(await isThere()).toBe(false);
      expect(await adoptAccount(account)).toMatchObject({ id: account.id, device: { id: account.device.id } });
      expect((await readAccount())?.device.id).toBe(account.device.id);
      await expect(adoptAccount((await draftAccount()).account)).rejects.toMatchObject({ code: 'other-account-kept' });
    });

    test('another account is refused where there is one', async () => {
      const { account } = await createAccount();
      await expect(joinAccount(OTHERS)).rejects.toMatchObject({
        code: 'other-account-kept',
        details: { kept: account.id },
      });
      expect((await readAccount())?.id).toBe(account.id);
    });

    test('a wrong phrase keeps nothing', async () => {
      await expect(joinAccount('correct horse battery staple')).rejects.toMatchObject({ code: 'wrong-phrase' });
      expect(await isThere()).toBe(false);
    });

    test('who only looks makes no database', async () => {
      expect(await readAccount()).toBeUndefined();
      expect(await isThere()).toBe(false);
    });
  });

  describe('another device in the place of the one that was revoked', () => {
    test('has a key of its own, and all else as it was', async () => {
      const { account, phrase, link } = await createAccount();
      for (const way of [phrase, link('https://app.example')]) {
        const before = await readAccount();
        const renewed = await renewDevice(way);
        expect(renewed.id).toBe(account.id);
        expect(renewed.device.id).not.toBe(before?.device.id);
        expect((await readAccount())?.device.id).toBe(renewed.device.id);
      }
    });

    test('keeps the sealing keys that the phrase does not give', async () => {
      const { account, phrase } = await createAccount();
      const [key] = account.sealing.keys.values();
      await overwrite({ ...account, sealing: { epoch: 2, keys: new Map([...account.sealing.keys, [2, key]]) } });
      expect((await renewDevice(phrase)).sealing.epoch).toBe(2);
    });

    test('is refused by the phrase of another account, and what is kept stays', async () => {
      const { account } = await createAccount();
      const refused = { code: 'other-account-kept', details: { kept: account.id } };
      await expect(renewDevice(OTHERS)).rejects.toMatchObject(refused);
      await expect(renewDevice('legal winner')).rejects.toMatchObject({ code: 'wrong-phrase' });
      expect(await readAccount()).toMatchObject({ id: account.id, device: { id: account.device.id } });
    });
  });
}
