import { createPublicKey } from 'node:crypto';
import { verifySignature } from 'http-message-sig';
import { describe, expect, it } from 'vitest';
import { devicesPath, entriesPath, IDEMPOTENCY_KEY } from '../../../src/protocol/index.ts';
import { NOW, ORIGIN, openHandler, problemIn } from '../../testing/open-handler.ts';
import {
  newAccount,
  newKey,
  openRegistered,
  openSigned,
  registered,
  saveFor,
  signAs,
  signAsAccount,
  signWith,
} from '../../testing/signed-requests.ts';
import { ReplayGuards } from './replay-guard.ts';
import { signatures } from './signatures.ts';

it('verifies as appendix B.2.6 of RFC 9421 says', async () => {
  const spki = Buffer.from('MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=', 'base64');
  const { x = '' } = createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ format: 'jwk' });
  const key = await crypto.subtle.importKey('raw', Buffer.from(x, 'base64url'), 'Ed25519', true, ['verify']);
  const fields = Object.entries({
    Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'Content-Type': 'application/json',
    'Content-Length': '18',
    'Signature-Input':
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    Signature: 'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
  }).map(([name, value]) => ({ name, value }));
  const verifying = (method: string) =>
    verifySignature(
      { kind: 'request', method, targetUri: 'https://example.com/foo?param=Value&Pet=dog', fields },
      {
        policy: { algorithms: ['ed25519'], requiredComponents: [], requiredParameters: ['created'], now: 1618884473 },
        resolveVerifier: () => ({
          algorithm: 'ed25519',
          verify: (data, signature) => crypto.subtle.verify('Ed25519', key, signature.slice(), data.slice()),
        }),
      },
    );
  expect((await verifying('POST')).parameters.keyid).toBe('test-key-ed25519');
  await expect(verifying('PUT')).rejects.toMatchObject({ code: 'VerificationFailed' });
});

describe('a request that is signed by a device of the account', () => {
  it('[G35] is done', async () => {
    const { handler, account, stored } = await openRegistered();
    expect((await handler(await signAs(account, saveFor(account.id)))).status).toBe(200);
    expect(await stored()).toBe(1);
    expect((await handler(await signAs(account, new Request(`${ORIGIN}${entriesPath(account.id)}`)))).status).toBe(200);
  });

  it('is done when it is signed anew and sent again, once', async () => {
    const { handler, account, stored } = await openRegistered();
    await handler(await signAs(account, saveFor(account.id)));
    const again = await handler(await signAs(account, saveFor(account.id)));
    expect([again.status, again.headers.get('Idempotent-Replayed'), await stored()]).toEqual([200, 'true', 1]);
  });

  it('may carry the signature of somebody else beside its own', async () => {
    const { handler, account } = await openRegistered();
    const keyId = { kind: 'device', account: account.id, device: account.device.id } as const;
    const other = await signWith(newKey(), keyId, saveFor(account.id), { label: 'proxy' });
    expect((await handler(await signAs(account, other))).status).toBe(200);
  });
});

it('is known again after as many signatures as one likes by keys that were never registered', async () => {
  const { store, handler: first } = await openSigned();
  const authenticate = signatures({ store, now: () => NOW }, new ReplayGuards(3));
  const { handler } = await openHandler({ store, authenticate });
  const account = await registered(first);
  const request = await signAs(account, new Request(`${ORIGIN}${entriesPath(account.id)}`));
  expect((await handler(request.clone())).status).toBe(200);
  for (let count = 0; count < 5; count += 1) {
    const stranger = newAccount();
    await handler(await signAsAccount(stranger, new Request(`${ORIGIN}${devicesPath(stranger.id)}`)));
  }
  expect(await problemIn(await handler(request))).toMatchObject({ code: 'signature-replayed' });
});

describe('what is asked for is what this request needs', () => {
  const ALWAYS = '"@method" "@authority" "@path" "@query"';
  const url = `${ORIGIN}${entriesPath(newAccount().id)}`;
  it.each([
    ['a GET', new Request(url), ALWAYS],
    [
      'a DELETE',
      new Request(url, { method: 'DELETE', headers: { [IDEMPOTENCY_KEY]: 'key-00001' } }),
      `${ALWAYS} "idempotency-key"`,
    ],
    ['a body', saveFor(newAccount().id), `${ALWAYS} "content-digest" "content-type" "idempotency-key"`],
    ['an empty body', new Request(url, { method: 'PUT', headers: { 'Content-Length': '0' } }), ALWAYS],
  ])('%s', async (_, request, components) => {
    const { handler } = await openSigned();
    const { headers } = await handler(request);
    expect(headers.get('Accept-Signature')).toBe(
      `backhaul=(${components});created;expires;nonce;keyid;alg="ed25519";tag="backhaul"`,
    );
  });
});
