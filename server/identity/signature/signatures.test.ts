import { createPublicKey } from 'node:crypto';
import { verifySignature } from 'http-message-sig';
import { describe, expect, it } from 'vitest';
import {
  type AccountId,
  CBOR,
  devicesPath,
  encodeDelta,
  entriesPath,
  IDEMPOTENCY_KEY,
} from '../../../src/protocol/index.ts';
import { NOW, ORIGIN, openHandler, problemIn } from '../../testing/open-handler.ts';
import { valueEntry } from '../../testing/samples.ts';
import {
  newAccount,
  newKey,
  openSigned,
  registered,
  revocation,
  type SigningOptions,
  signAs,
  signAsAccount,
  signWith,
  type TestAccount,
} from '../../testing/signed-requests.ts';
import { ReplayGuards } from './replay-guard.ts';
import { signatures } from './signatures.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };
const SECONDS = NOW / 1000;
const delta = encodeDelta([valueEntry('a', 1, 7)]);

function save(account: AccountId, key = 'key-00001', body: Uint8Array<ArrayBuffer> = delta): Request {
  const headers = { 'Content-Type': CBOR, [IDEMPOTENCY_KEY]: key };
  return new Request(`${ORIGIN}${entriesPath(account)}`, { method: 'PATCH', body, headers });
}

/** The request with something else in the place of what was signed. */
async function altered(
  request: Request,
  { url = request.url, ...init }: RequestInit & { url?: string },
): Promise<Request> {
  const body = await request.arrayBuffer();
  return new Request(url, { method: request.method, headers: request.headers, body, ...init });
}

function withHeader(request: Request, name: string, value: string): Headers {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return headers;
}

/** The head of the request with a body that comes later. */
function sending({ url, method, headers }: Request, body: ReadableStream<Uint8Array>): Request {
  const init = { method, headers, body, duplex: 'half' };
  return new Request(url, init);
}

/** A body that comes when it is told to. `asked` resolves once somebody reads it. */
function heldBody() {
  let isAsked = false;
  let ask: () => void = () => undefined;
  let send: (bytes: Uint8Array) => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    send = (bytes) => {
      controller.enqueue(bytes);
      controller.close();
    };
  };
  const pull = () => {
    isAsked = true;
    ask();
  };
  const body = new ReadableStream<Uint8Array>({ start, pull }, { highWaterMark: 0 });
  return { body, asked, hasBeenAsked: () => isAsked, send: (bytes: Uint8Array) => send(bytes) };
}

async function openRegistered() {
  const opened = await openSigned();
  const account = await registered(opened.handler);
  const stored = async () => (await opened.store.changes(account.id, WHOLE)).entries.length;
  return { ...opened, account, stored };
}

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
    expect((await handler(await signAs(account, save(account.id)))).status).toBe(200);
    expect(await stored()).toBe(1);
    expect((await handler(await signAs(account, new Request(`${ORIGIN}${entriesPath(account.id)}`)))).status).toBe(200);
  });

  it('is done when it is signed anew and sent again, once', async () => {
    const { handler, account, stored } = await openRegistered();
    await handler(await signAs(account, save(account.id)));
    const again = await handler(await signAs(account, save(account.id)));
    expect([again.status, again.headers.get('Idempotent-Replayed'), await stored()]).toEqual([200, 'true', 1]);
  });

  it('may carry the signature of somebody else beside its own', async () => {
    const { handler, account } = await openRegistered();
    const keyId = { kind: 'device', account: account.id, device: account.device.id } as const;
    const other = await signWith(newKey(), keyId, save(account.id), { label: 'proxy' });
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
    ['a body', save(newAccount().id), `${ALWAYS} "content-digest" "content-type" "idempotency-key"`],
    ['an empty body', new Request(url, { method: 'PUT', headers: { 'Content-Length': '0' } }), ALWAYS],
  ])('%s', async (_, request, components) => {
    const { handler } = await openSigned();
    const { headers } = await handler(request);
    expect(headers.get('Accept-Signature')).toBe(
      `backhaul=(${components});created;expires;nonce;keyid;alg="ed25519";tag="backhaul"`,
    );
  });
});

describe('[G35] nothing is done', () => {
  type Attack = (account: TestAccount, stranger: TestAccount) => Promise<Request>;
  const signed =
    (options: SigningOptions): Attack =>
    (account) =>
      signAs(account, save(account.id), options);
  const path = (account: TestAccount) => `${ORIGIN}${entriesPath(account.id)}`;

  const attacks: readonly (readonly [string, number, string, Attack])[] = [
    ['without a signature', 401, 'signature-missing', async ({ id }) => save(id)],
    [
      'with half of one',
      401,
      'signature-missing',
      async (account) => {
        const request = await signAs(account, save(account.id));
        request.headers.delete('Signature-Input');
        return request;
      },
    ],
    [
      'with the key of nobody',
      401,
      'signature-invalid',
      ({ id, device }) => signWith(newKey(), { kind: 'device', account: id, device: device.id }, save(id)),
    ],
    [
      'with a body that was altered',
      401,
      'digest-mismatch',
      async (account) =>
        altered(await signAs(account, save(account.id)), { body: encodeDelta([valueEntry('a', 1, 8)]) }),
    ],
    [
      'with a digest that was altered',
      401,
      'signature-invalid',
      async (account) => {
        const request = await signAs(account, save(account.id));
        return altered(request, { headers: withHeader(request, 'Content-Digest', `sha-256=:${'A'.repeat(43)}=:`) });
      },
    ],
    [
      'with a body that was added',
      401,
      'digest-mismatch',
      async (account) => {
        const headers = { 'Content-Type': CBOR, [IDEMPOTENCY_KEY]: 'key-00001' };
        return altered(await signAs(account, new Request(path(account), { method: 'PATCH', headers })), {
          body: delta,
        });
      },
    ],
    [
      'with another method',
      401,
      'signature-invalid',
      async (account) => altered(await signAs(account, save(account.id)), { method: 'DELETE' }),
    ],
    [
      'at another path',
      401,
      'signature-invalid',
      async (account) => altered(await signAs(account, save(account.id)), { url: `${path(account)}x` }),
    ],
    [
      'at another host',
      401,
      'signature-invalid',
      async (account) =>
        altered(await signAs(account, save(account.id)), { url: path(account).replace('backhaul', 'elsewhere') }),
    ],
    [
      'with another query',
      401,
      'signature-invalid',
      async (account) => altered(await signAs(account, save(account.id)), { url: `${path(account)}?since=1` }),
    ],
    [
      'under another idempotency key',
      401,
      'signature-invalid',
      async (account) => {
        const request = await signAs(account, save(account.id));
        return altered(request, { headers: withHeader(request, IDEMPOTENCY_KEY, 'key-00002') });
      },
    ],
    [
      'under an idempotency key that was added',
      401,
      'signature-malformed',
      async (account) => {
        const headers = { 'Content-Type': CBOR };
        const request = await signAs(account, new Request(path(account), { method: 'PATCH', headers, body: delta }));
        return altered(request, { headers: withHeader(request, IDEMPOTENCY_KEY, 'key-00002') });
      },
    ],
    [
      'with another media type',
      401,
      'signature-invalid',
      async (account) => {
        const request = await signAs(account, save(account.id));
        return altered(request, { headers: withHeader(request, 'Content-Type', 'application/octet-stream') });
      },
    ],
    ['in another account’s name', 403, 'foreign-account', (account, stranger) => signAs(stranger, save(account.id))],
    [
      'by a stranger’s device that says it is the account’s',
      401,
      'device-unknown',
      ({ id }, { device }) => signWith(device.key, { kind: 'device', account: id, device: device.id }, save(id)),
    ],
    ['by the account’s own key', 403, 'foreign-account', (account) => signAsAccount(account, save(account.id))],
    ['too early', 401, 'signature-stale', signed({ parameters: { created: SECONDS + 31, expires: SECONDS + 60 } })],
    ['too late', 401, 'signature-stale', signed({ parameters: { created: SECONDS - 90, expires: SECONDS - 1 } })],
    ['for too long', 401, 'signature-malformed', signed({ parameters: { expires: SECONDS + 301 } })],
    ['for less than no time', 401, 'signature-malformed', signed({ parameters: { expires: SECONDS - 1 } })],
    ['for ever', 401, 'signature-malformed', signed({ parameters: { expires: undefined } })],
    ['from no time', 401, 'signature-malformed', signed({ parameters: { created: undefined } })],
    ['without a nonce', 401, 'signature-malformed', signed({ parameters: { nonce: undefined } })],
    ['for another use', 401, 'signature-malformed', signed({ parameters: { tag: 'login' } })],
    ['with a key id that is none', 401, 'signature-malformed', signed({ parameters: { keyid: '../../etc' } })],
    ['under another label', 401, 'signature-malformed', signed({ label: 'sig1' })],
    ['that covers no path', 401, 'signature-malformed', signed({ components: ['@method', '@authority', '@query'] })],
    [
      'that covers no digest',
      401,
      'signature-malformed',
      signed({ components: ['@method', '@authority', '@path', '@query', 'content-type', 'idempotency-key'] }),
    ],
    [
      'that is no dictionary',
      401,
      'signature-malformed',
      async (account) => {
        const request = await signAs(account, save(account.id));
        return altered(request, { headers: withHeader(request, 'Signature', '((((') });
      },
    ],
    [
      'with a digest that nobody understands',
      401,
      'signature-malformed',
      (account) => {
        const request = save(account.id);
        request.headers.set('Content-Digest', 'md5=:AAAA:');
        const components = ['@method', '@authority', '@path', '@query', 'content-digest', 'content-type'];
        const keyId = { kind: 'device', account: account.id, device: account.device.id } as const;
        return signWith(account.device.key, keyId, withoutBody(request), {
          components: [...components, 'idempotency-key'],
        });
      },
    ],
  ];

  function withoutBody({ url, method, headers }: Request): Request {
    return new Request(url, { method, headers });
  }

  it.each(attacks)('%s', async (_, status, code, attack) => {
    const { handler, account, stored } = await openRegistered();
    const response = await handler(await attack(account, await registered(handler)));
    expect(await problemIn(response)).toMatchObject({ status, code });
    expect(await stored()).toBe(0);
    expect(status === 401 && code !== 'digest-mismatch').toBe(response.headers.has('Accept-Signature'));
  });

  it('with a signature that was used before', async () => {
    const { handler, account, stored } = await openRegistered();
    const request = await signAs(account, save(account.id));
    expect((await handler(request.clone())).status).toBe(200);
    expect(await problemIn(await handler(request))).toMatchObject({ status: 401, code: 'signature-replayed' });
    expect(await stored()).toBe(1);
  });

  it('with the time of the server in the answer to a clock that is wrong', async () => {
    const { handler, account } = await openRegistered();
    const stale = await signAs(account, save(account.id), { parameters: { created: 1, expires: 2 } });
    expect((await problemIn(await handler(stale))).now).toBe(NOW);
  });

  it('for a host that is not the server’s', async () => {
    const { handler } = await openSigned({ hosts: ['api.example'] });
    const account = newAccount();
    const response = await handler(await signAs(account, save(account.id)));
    expect(await problemIn(response)).toMatchObject({ status: 421, code: 'wrong-host' });
    const { handler: other } = await openSigned({ hosts: ['api.example', 'backhaul.test'] });
    await registered(other);
  });

  it('of a body before its head was looked at', async () => {
    const { handler, account } = await openRegistered();
    const { body, hasBeenAsked } = heldBody();
    expect(await problemIn(await handler(sending(save(account.id), body)))).toMatchObject({
      code: 'signature-missing',
    });
    expect(hasBeenAsked()).toBe(false);
  });
});

describe('[G36] a device that was revoked', () => {
  it('is refused from that moment', async () => {
    const { handler, account, stored } = await openRegistered();
    expect((await handler(await revocation(account))).status).toBe(204);
    const response = await handler(await signAs(account, save(account.id)));
    expect(await problemIn(response)).toMatchObject({ status: 401, code: 'device-revoked' });
    expect(await stored()).toBe(0);
  });

  it('is refused even when its request had come before', async () => {
    const { handler, account, stored } = await openRegistered();
    const whole = await signAs(account, save(account.id));
    const { body, asked, send } = heldBody();
    const answer = handler(sending(whole, body));
    await asked;
    await handler(await revocation(account));
    send(delta);
    expect(await problemIn(await answer)).toMatchObject({ status: 401, code: 'device-revoked' });
    expect(await stored()).toBe(0);
  });
});

it('a token that an app gives out does instead', async () => {
  const { handler } = await openHandler();
  const { id } = newAccount();
  expect((await handler(save(id))).status).toBe(200);
  const none = save(id);
  none.headers.set('Authorization', 'Basic AAAA');
  const refused = await handler(none);
  expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
  expect(await problemIn(refused)).toMatchObject({ status: 401, code: 'token-missing' });
});
