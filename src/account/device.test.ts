import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newDevice } from './device.ts';

afterEach(() => vi.restoreAllMocks());

const failing = () => Promise.reject(new DOMException('No reason.', 'OperationError'));

describe('a new device', () => {
  test('is named by its public key, and is no other', async () => {
    const [one, other] = [await newDevice(), await newDevice()];
    const digest = createHash('sha256').update(one.key.publicKey).digest('hex');
    expect(one.id).toBe(digest.slice(0, 16));
    expect(other.id).not.toBe(one.id);
    expect(one.key.privateKey.extractable).toBe(false);
  });

  test('is made in spite of a failure or two', async () => {
    vi.spyOn(crypto.subtle, 'generateKey').mockImplementationOnce(failing).mockImplementationOnce(failing);
    expect((await newDevice()).id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('is given up after five failures', async () => {
    const generateKey = vi.spyOn(crypto.subtle, 'generateKey').mockImplementation(failing);
    await expect(newDevice()).rejects.toMatchObject({ name: 'OperationError' });
    expect(generateKey).toHaveBeenCalledTimes(5);
  });

  test('is not asked for again where there is no Ed25519', async () => {
    const generateKey = vi
      .spyOn(crypto.subtle, 'generateKey')
      .mockRejectedValue(new DOMException('Unrecognized name.', 'NotSupportedError'));
    await expect(newDevice()).rejects.toMatchObject({ code: 'keys-not-supported' });
    expect(generateKey).toHaveBeenCalledOnce();
  });

  test('has no public key that begins with 0x00', async () => {
    const exported = vi.spyOn(crypto.subtle, 'exportKey').mockResolvedValueOnce(new ArrayBuffer(32));
    expect((await newDevice()).key.publicKey[0]).not.toBe(0);
    expect(exported.mock.calls.length).toBeGreaterThan(1);
  });
});
