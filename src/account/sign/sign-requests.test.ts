import { verifySignature, webcrypto } from 'http-message-sig';
import { describe, expect, it, vi } from 'vitest';
import { IDEMPOTENCY_KEY, readKeyId } from '../../protocol/index.ts';
import type { Account, SigningKey } from '../account.ts';
import { fromBase64url } from '../base64url.ts';
import { deriveKeys } from '../derive-keys.ts';
import { newDevice } from '../device.ts';
import { newSecret } from '../phrase.ts';
import { signRequests } from './sign-requests.ts';

const NOW = 1_790_000_000_000;
const SAVE = 'https://api.example/v1/accounts/a/entries?x=1';

async function anAccount(): Promise<Account> {
  return { ...(await deriveKeys(newSecret())), device: await newDevice() };
}

function save(): Request {
  const headers = { 'Content-Type': 'application/cbor', [IDEMPOTENCY_KEY]: 'key-00001' };
  return new Request(SAVE, { method: 'PATCH', body: Uint8Array.of(1, 2, 3), headers });
}

/** What a library that we have not written says of the signature: its parameters, and what it covers. */
async function verified(request: Request | undefined, { publicKey }: Pick<SigningKey, 'publicKey'>) {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify']);
  const { parameters, components } = await verifySignature(request ?? Response.error(), {
    policy: { algorithms: ['ed25519'], requiredComponents: [], requiredParameters: [], now: NOW / 1000 },
    resolveVerifier: () => webcrypto.verifier(key),
  });
  return { parameters, components: components.map(({ name }) => name) };
}

function problem(status: number, code: string, more: object = {}): Response {
  return Response.json({ title: code, code, ...more }, { status });
}

describe('a request of the account', () => {
  it('is signed by the device, with all that must arrive as it was sent', async () => {
    const account = await anAccount();
    const sign = signRequests(async () => account, { now: () => NOW });
    const { parameters, components } = await verified(
      await sign(save(), { account: account.id, renew: false }),
      account.device.key,
    );
    expect(readKeyId(parameters.keyid ?? '')).toEqual({
      kind: 'device',
      account: account.id,
      device: account.device.id,
    });
    expect(parameters).toMatchObject({
      created: NOW / 1000,
      expires: NOW / 1000 + 300,
      alg: 'ed25519',
      tag: 'backhaul',
    });
    const head = ['@method', '@authority', '@path', '@query'];
    expect(components).toEqual([...head, 'content-digest', 'content-type', 'idempotency-key']);
  });

  it('has a digest of the body it has, and none when it has none', async () => {
    const account = await anAccount();
    const sign = signRequests(async () => account, { now: () => NOW });
    const signed = await sign(save(), { account: account.id, renew: false });
    expect(signed?.headers.get('Content-Digest')).toBe('sha-256=:A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E=:');
    expect(new Uint8Array(await (signed ?? save()).arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    const read = await sign(new Request(SAVE), { account: account.id, renew: false });
    expect(read?.headers.has('Content-Digest')).toBe(false);
    await verified(read, account.device.key);
  });

  it('is signed differently each time', async () => {
    const account = await anAccount();
    const sign = signRequests(async () => account, { now: () => NOW });
    const whose = { account: account.id, renew: false };
    const [one, other] = [await sign(save(), whose), await sign(save(), whose)];
    expect(one?.headers.get('Signature')).not.toBe(other?.headers.get('Signature'));
  });

  it('that a route holds is nobody’s in particular, and signed by whoever uses the device', async () => {
    const account = await anAccount();
    let kept: Account | undefined;
    const sign = signRequests(async () => kept, { now: () => NOW });
    expect(await sign(save(), { account: '', renew: false })).toBeUndefined();
    kept = account;
    await verified(await sign(save(), { account: '', renew: false }), account.device.key);
  });

  it('waits where the device has no account, or another one', async () => {
    const [account, other] = [await anAccount(), await anAccount()];
    let kept: Account | undefined;
    const sign = signRequests(async () => kept, { now: () => NOW });
    const whose = { account: account.id, renew: false };
    expect(await sign(save(), whose)).toBeUndefined();
    kept = other;
    expect(await sign(save(), whose)).toBeUndefined();
    kept = account;
    await verified(await sign(save(), whose), account.device.key);
  });
});

describe('after a 401', () => {
  it('the device is registered by the account’s key, once for all who ask meanwhile', async () => {
    const account = await anAccount();
    const sent: Request[] = [];
    const fetch = vi.fn(async (request: Request) => {
      sent.push(request.clone());
      return Response.json({});
    });
    const sign = signRequests(async () => account, { now: () => NOW, fetch });
    const whose = { account: account.id, renew: true };
    const signed = await Promise.all([sign(save(), whose), sign(save(), whose)]);
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `PUT https://api.example/v1/accounts/${account.id}/devices/${account.device.id}`,
    ]);
    const { parameters } = await verified(sent[0], account.accountKey);
    const key = readKeyId(parameters.keyid ?? '');
    expect(key?.kind === 'account' && fromBase64url(key.publicKey)).toEqual(account.accountKey.publicKey);
    const { publicKey } = await (sent[0] ?? save()).json();
    expect(fromBase64url(publicKey)).toEqual(account.device.key.publicKey);
    for (const request of signed) await verified(request, account.device.key);
  });

  it('the account is read again: a new device of it is registered and signs, one that was forgotten does not', async () => {
    const before = await anAccount();
    const renewed = { ...before, device: await newDevice() };
    const sent: string[] = [];
    let kept: Account | undefined = before;
    const sign = signRequests(async () => kept, {
      now: () => NOW,
      fetch: async ({ url }) => {
        sent.push(url);
        return Response.json({});
      },
    });
    await sign(save(), { account: before.id, renew: false });
    kept = renewed;
    await verified(await sign(save(), { account: before.id, renew: true }), renewed.device.key);
    expect(sent).toEqual([expect.stringContaining(renewed.device.id)]);
    await verified(await sign(save(), { account: before.id, renew: false }), renewed.device.key);
    kept = undefined;
    expect(await sign(save(), { account: before.id, renew: true })).toBeUndefined();
  });

  it('a clock that is wrong is corrected, for good', async () => {
    const account = await anAccount();
    const wrong = NOW - 3_600_000;
    const answers = [problem(401, 'signature-stale', { now: NOW }), Response.json({})];
    const fetch = vi.fn(async () => answers.shift() ?? Response.error());
    const sign = signRequests(async () => account, { now: () => wrong, fetch });
    await sign(save(), { account: account.id, renew: true });
    expect(fetch).toHaveBeenCalledTimes(2);
    const later = await sign(save(), { account: account.id, renew: false });
    expect((await verified(later, account.device.key)).parameters.created).toBe(NOW / 1000);
  });

  it('a device that was revoked counts as signed out', async () => {
    const account = await anAccount();
    const sign = signRequests(async () => account, {
      now: () => NOW,
      fetch: async () => problem(403, 'device-revoked'),
    });
    expect(await sign(save(), { account: account.id, renew: true })).toBeUndefined();
  });

  it.each([500, 429, 401, 422])(
    'a server that answers the registration with %d is asked again later',
    async (status) => {
      const account = await anAccount();
      const sign = signRequests(async () => account, {
        now: () => NOW,
        fetch: async () => problem(status, 'whatever'),
      });
      const signing = sign(save(), { account: account.id, renew: true });
      await expect(signing).rejects.toMatchObject({ code: 'device-not-registered', status });
    },
  );
});
