import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { deriveKeys } from './derive-keys.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const secretOfNumber = (number: number) => {
  const secret = new Uint8Array(16);
  new DataView(secret.buffer).setUint32(0, number);
  return secret;
};

const seedOf = (secret: Uint8Array, info: string) => Buffer.from(hkdfSync('sha256', secret, 'backhaul/v1', info, 32));

function publicKeyOf(seed: Buffer): Buffer {
  const encoded = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPublicKey(createPrivateKey({ key: encoded, format: 'der', type: 'pkcs8' }));
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

const firstWhere = (matches: (secret: Uint8Array) => boolean) => {
  for (let number = 0; ; number += 1) if (matches(secretOfNumber(number))) return secretOfNumber(number);
};

describe('the keys of a secret', () => {
  test('are the same every time, and of another secret others', async () => {
    const [first, again, other] = await Promise.all([1, 1, 2].map((number) => deriveKeys(secretOfNumber(number))));
    expect(again?.id).toBe(first?.id);
    expect(again?.accountKey.publicKey).toEqual(first?.accountKey.publicKey);
    expect(other?.id).not.toBe(first?.id);
  });

  test('cannot be exported, and do only what they are for', async () => {
    const { sealing, blinding, accountKey } = await deriveKeys(secretOfNumber(3));
    const keys = [...sealing.keys.values(), blinding, accountKey.privateKey];
    expect(keys.map(({ extractable }) => extractable)).toEqual([false, false, false]);
    expect(keys.map(({ usages }) => usages)).toEqual([['encrypt', 'decrypt'], ['sign'], ['sign']]);
    expect(sealing.epoch).toBe(1);
    expect([...sealing.keys.keys()]).toEqual([1]);
  });

  test('leave the secret as it was', async () => {
    const secret = secretOfNumber(4);
    await deriveKeys(secret);
    expect(secret).toEqual(secretOfNumber(4));
  });

  test('the account is named by its public key', async () => {
    const { id, accountKey } = await deriveKeys(secretOfNumber(5));
    const digest = createHash('sha256').update(accountKey.publicKey).digest();
    expect(id).toBe(digest.subarray(0, 16).toString('base64url'));
  });

  test('sign what the public key verifies', async () => {
    const { accountKey } = await deriveKeys(secretOfNumber(6));
    const message = new TextEncoder().encode('register');
    const signature = await crypto.subtle.sign('Ed25519', accountKey.privateKey, message);
    const publicKey = await crypto.subtle.importKey('raw', accountKey.publicKey, 'Ed25519', true, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', publicKey, signature, message)).toBe(true);
  });
});

describe('a first byte of 0x00 is passed over', () => {
  test('in a seed', async () => {
    const secret = firstWhere((candidate) => seedOf(candidate, 'account')[0] === 0);
    const { accountKey } = await deriveKeys(secret);
    expect(Buffer.from(accountKey.publicKey)).toEqual(publicKeyOf(seedOf(secret, 'account/1')));
  });

  test('in a public key', async () => {
    const secret = firstWhere((candidate) => {
      const seed = seedOf(candidate, 'account');
      return seed[0] !== 0 && publicKeyOf(seed)[0] === 0;
    });
    const { accountKey } = await deriveKeys(secret);
    expect(Buffer.from(accountKey.publicKey)).toEqual(publicKeyOf(seedOf(secret, 'account/1')));
  });
});

describe('where there is no Ed25519', () => {
  test('the error says so', async () => {
    const missing = new DOMException('Unrecognized name.', 'NotSupportedError');
    const importKey = crypto.subtle.importKey.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'importKey').mockImplementation((...given: Parameters<typeof importKey>) =>
      given[2] === 'Ed25519' ? Promise.reject(missing) : importKey(...given),
    );
    await expect(deriveKeys(secretOfNumber(7))).rejects.toMatchObject({
      name: 'AccountError',
      code: 'keys-not-supported',
      cause: missing,
    });
  });

  test('nor WebCrypto, as without HTTPS: the same error', async () => {
    vi.stubGlobal('crypto', {});
    await expect(deriveKeys(secretOfNumber(8))).rejects.toMatchObject({ code: 'keys-not-supported' });
  });
});
