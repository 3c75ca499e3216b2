import { verifySignature, webcrypto } from 'http-message-sig';
import { expect, test } from 'vitest';
import { type DeviceId, readKeyId } from '../../protocol/index.ts';
import { toBase64url } from '../base64url.ts';
import { deriveKeys } from '../derive-keys.ts';
import { newDevice } from '../device.ts';
import { newSecret } from '../phrase.ts';
import { accountDevices } from './account-devices.ts';

const NOW = 1_790_000_000_000;
const origin = 'https://api.example';
const account = { ...(await deriveKeys(newSecret())), device: await newDevice() };
const listed = { device: account.device.id, publicKey: toBase64url(account.device.key.publicKey), registeredAt: 5 };

const answering = (...answers: Response[]) => {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return answers.shift() ?? Response.error();
  };
  return { sent, devices: accountDevices(account, { origin, now: () => NOW, fetch }) };
};

test('the account asks by its own key, in the path of its own', async () => {
  const { sent, devices } = answering(Response.json({ devices: [listed] }), new Response(null, { status: 204 }));
  expect(await devices.list()).toEqual([listed]);
  await devices.revoke(account.device.id);
  const base = `${origin}/v1/accounts/${account.id}/devices`;
  expect(sent.map(({ method, url }) => [method, url])).toEqual([
    ['GET', base],
    ['DELETE', `${base}/${account.device.id}`],
  ]);
  const key = await crypto.subtle.importKey('raw', account.accountKey.publicKey, 'Ed25519', true, ['verify']);
  for (const request of sent) {
    const { parameters } = await verifySignature(request, {
      policy: { algorithms: ['ed25519'], requiredComponents: [], requiredParameters: [], now: NOW / 1000 },
      resolveVerifier: () => webcrypto.verifier(key),
    });
    expect(readKeyId(parameters.keyid ?? '')?.kind).toBe('account');
  }
});

test('a clock that is wrong is corrected once', async () => {
  const stale = () => Response.json({ code: 'signature-stale', title: 'No.', now: NOW + 600_000 }, { status: 401 });
  const { sent, devices } = answering(stale(), Response.json({ devices: [] }));
  expect(await devices.list()).toEqual([]);
  expect(sent[1]?.headers.get('Signature-Input')).toContain(`created=${(NOW + 600_000) / 1000}`);
  const { devices: hopeless } = answering(stale(), stale());
  await expect(hopeless.revoke('0'.repeat(16) as DeviceId)).rejects.toMatchObject({ status: 401 });
});

test('an answer that is none, or a refusal, is told as such', async () => {
  await expect(answering(Response.json({ devices: 'none' })).devices.list()).rejects.toMatchObject({
    code: 'devices-not-available',
  });
  await expect(answering(new Response('<html>')).devices.list()).rejects.toMatchObject({ name: 'DevicesError' });
  await expect(answering(new Response(null, { status: 503 })).devices.list()).rejects.toMatchObject({ status: 503 });
});
