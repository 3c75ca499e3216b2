import { describe, expect, it } from 'vitest';
import { CBOR, encodeDelta, entriesPath, IDEMPOTENCY_KEY } from '../../../src/protocol/index.ts';
import { NOW, ORIGIN, problemIn } from '../../testing/open-handler.ts';
import { valueEntry } from '../../testing/samples.ts';
import {
  DELTA,
  newKey,
  openRegistered,
  registered,
  type SigningOptions,
  saveFor,
  signAs,
  signAsAccount,
  signWith,
  type TestAccount,
} from '../../testing/signed-requests.ts';

const SECONDS = NOW / 1000;

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

describe('[G35] nothing is done', () => {
  type Attack = (account: TestAccount, stranger: TestAccount) => Promise<Request>;
  const signed =
    (options: SigningOptions): Attack =>
    (account) =>
      signAs(account, saveFor(account.id), options);
  const path = (account: TestAccount) => `${ORIGIN}${entriesPath(account.id)}`;

  const attacks: readonly (readonly [string, number, string, Attack])[] = [
    ['without a signature', 401, 'signature-missing', async ({ id }) => saveFor(id)],
    [
      'with half of one',
      401,
      'signature-missing',
      async (account) => {
        const request = await signAs(account, saveFor(account.id));
        request.headers.delete('Signature-Input');
        return request;
      },
    ],
    [
      'with the key of nobody',
      401,
      'signature-invalid',
      ({ id, device }) => signWith(newKey(), { kind: 'device', account: id, device: device.id }, saveFor(id)),
    ],
    [
      'with a body that was altered',
      401,
      'digest-mismatch',
      async (account) =>
        altered(await signAs(account, saveFor(account.id)), { body: encodeDelta([valueEntry('a', 1, 8)]) }),
    ],
    [
      'with a digest that was altered',
      401,
      'signature-invalid',
      async (account) => {
        const request = await signAs(account, saveFor(account.id));
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
          body: DELTA,
        });
      },
    ],
    [
      'with another method',
      401,
      'signature-invalid',
      async (account) => altered(await signAs(account, saveFor(account.id)), { method: 'DELETE' }),
    ],
    [
      'at another path',
      401,
      'signature-invalid',
      async (account) => altered(await signAs(account, saveFor(account.id)), { url: `${path(account)}x` }),
    ],
    [
      'at another host',
      401,
      'signature-invalid',
      async (account) =>
        altered(await signAs(account, saveFor(account.id)), { url: path(account).replace('backhaul', 'elsewhere') }),
    ],
    [
      'with another query',
      401,
      'signature-invalid',
      async (account) => altered(await signAs(account, saveFor(account.id)), { url: `${path(account)}?since=1` }),
    ],
    [
      'under another idempotency key',
      401,
      'signature-invalid',
      async (account) => {
        const request = await signAs(account, saveFor(account.id));
        return altered(request, { headers: withHeader(request, IDEMPOTENCY_KEY, 'key-00002') });
      },
    ],
    [
      'under an idempotency key that was added',
      401,
      'signature-malformed',
      async (account) => {
        const headers = { 'Content-Type': CBOR };
        const request = await signAs(account, new Request(path(account), { method: 'PATCH', headers, body: DELTA }));
        return altered(request, { headers: withHeader(request, IDEMPOTENCY_KEY, 'key-00002') });
      },
    ],
    [
      'with another media type',
      401,
      'signature-invalid',
      async (account) => {
        const request = await signAs(account, saveFor(account.id));
        return altered(request, { headers: withHeader(request, 'Content-Type', 'application/octet-stream') });
      },
    ],
    ['in another account’s name', 403, 'foreign-account', (account, stranger) => signAs(stranger, saveFor(account.id))],
    [
      'by a stranger’s device that says it is the account’s',
      401,
      'device-unknown',
      ({ id }, { device }) => signWith(device.key, { kind: 'device', account: id, device: device.id }, saveFor(id)),
    ],
    ['by the account’s own key', 403, 'foreign-account', (account) => signAsAccount(account, saveFor(account.id))],
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
        const request = await signAs(account, saveFor(account.id));
        return altered(request, { headers: withHeader(request, 'Signature', '((((') });
      },
    ],
    [
      'with a digest that nobody understands',
      401,
      'signature-malformed',
      (account) => {
        const request = saveFor(account.id);
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
});
