import { describe, expect, it } from 'vitest';
import { encodeCbor } from '../../src/protocol/index.ts';
import { StorageUnavailableError, type Store } from '../store/store.ts';
import { ORIGIN, openHandler, patch, problemIn, SETTINGS } from '../testing/open-handler.ts';
import { clockAt } from '../testing/samples.ts';

const CBOR = 'application/cbor';
const key = 'key-00001';
const entry = { id: 'a', clock: clockAt(1), value: 'AA' };
const good = JSON.stringify({ entries: [entry] });

function failingStore(error: Error): Store {
  const fail = () => Promise.reject(error);
  return { transact: fail, changes: fail, check: fail, close: () => Promise.resolve() };
}

describe('requests that are refused', () => {
  it.each([
    ['no idempotency key', { body: good }, 400, 'idempotency-key-missing'],
    ['a key that is too short', { body: good, key: 'short' }, 400, 'invalid-parameter'],
    ['text', { body: good, key, type: 'text/plain' }, 415, 'unsupported-media-type'],
    ['no media type', { body: good, key, type: '' }, 415, 'unsupported-media-type'],
    ['no body', { body: null, key }, 400, 'malformed-body'],
    ['an empty CBOR body', { body: null, key, type: CBOR }, 400, 'malformed-body'],
    ['half a JSON', { body: '{"entries":', key }, 400, 'malformed-body'],
    ['text that is not UTF-8', { body: Uint8Array.of(0x22, 0xff, 0x22), key }, 400, 'malformed-body'],
    ['half a CBOR', { body: Uint8Array.of(0x82, 0x01), key, type: CBOR }, 400, 'malformed-body'],
    ['CBOR and something after it', { body: Uint8Array.of(0xa0, 0xa0), key, type: CBOR }, 400, 'malformed-body'],
    ['an account that is none', { body: good, key, url: `${ORIGIN}/v1/accounts/x/settings` }, 400, 'invalid-parameter'],
  ])('%s', async (_, request, status, code) => {
    const { handler, logged } = await openHandler();
    expect(await problemIn(await handler(patch(request)))).toMatchObject({
      status,
      code,
      type: `urn:backhaul:problem:${code}`,
    });
    expect(logged).toEqual([]);
  });

  it('a compressed body', async () => {
    const { handler } = await openHandler();
    const request = patch({ body: good, key });
    request.headers.set('Content-Encoding', 'gzip');
    const response = await handler(request);
    expect(response.headers.get('Accept-Patch')).toBe('application/cbor, application/json');
    expect(await problemIn(response)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it.each([
    [{}, 'entries: '],
    [7, 'the body: '],
    [{ entries: 7 }, 'entries: '],
    [{ entries: [] }, 'entries: A batch holds at least one entry.'],
    [{ entries: [entry, entry] }, 'entries: An id stands twice.'],
    [{ entries: [entry, { ...entry, id: '' }] }, 'entries.1.id: '],
    [{ entries: [{ ...entry, clock: 'now' }] }, 'entries.0.clock: A clock is 12-4-16 lower-case hex digits.'],
    [{ entries: [{ ...entry, value: 7 }] }, 'entries.0.value: A value is base64url text.'],
    [{ entries: [{ ...entry, value: 'a+/=' }] }, 'entries.0.value: A value is base64url text without padding.'],
    [
      { entries: [{ ...entry, value: 'AAAAA' }] },
      'entries.0.value: A value is base64url text, and this one is cut off.',
    ],
    [{ entries: [{ id: 'a', clock: clockAt(1), tombstone: false }] }, 'entries.0.tombstone: '],
    [{ entries: [{ ...entry, tombstone: true }] }, 'entries.0.tombstone: '],
    [{ entries: [entry], more: 1 }, 'more: '],
    [{ entries: [{ ...entry, id: 'a\0b' }] }, 'entries.0.id: An id is well-formed text without NUL.'],
    [{ entries: [{ ...entry, id: '\ud800' }] }, 'entries.0.id: An id is well-formed text without NUL.'],
  ])('the wrong shape %j, with the place', async (body, detail) => {
    const { handler } = await openHandler();
    const problem = await problemIn(await handler(patch({ body: JSON.stringify(body), key })));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-body' });
    expect(problem.detail).toContain(detail);
  });

  it('the wrong shape in CBOR, with the place', async () => {
    const { handler } = await openHandler();
    const problem = await problemIn(await handler(patch({ body: encodeCbor({ entries: [entry] }), key, type: CBOR })));
    expect(problem).toMatchObject({ status: 400, detail: 'entries.0.value: A value is a byte string.' });
  });

  it.each([
    ['JSON', 'application/json', '['.repeat(1_000_000)],
    ['JSON that ends well', 'application/json', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
    ['CBOR', CBOR, new Uint8Array(1_000_000).fill(0x81)],
    ['CBOR that ends well', CBOR, new Uint8Array(1_000_000).fill(0x81).fill(0x00, 999_999)],
  ])('deeply nested %s', async (_, type, body) => {
    const { handler } = await openHandler();
    expect((await problemIn(await handler(patch({ body, key, type })))).status).toBe(400);
  });

  it.each([
    ['POST', SETTINGS, 'GET, HEAD, PATCH'],
    ['DELETE', SETTINGS, 'GET, HEAD, PATCH'],
    ['OPTIONS', SETTINGS, 'GET, HEAD, PATCH'],
    ['POST', `${ORIGIN}/healthz`, 'GET, HEAD'],
  ])('%s %s', async (method, url, allowed) => {
    const { handler } = await openHandler();
    const response = await handler(new Request(url, { method }));
    expect(response.headers.get('Allow')).toBe(allowed);
    expect(await problemIn(response)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });

  it.each(['/', '/v1', '/v1/', '/v1/accounts', '/v1/accounts/account-alice', '/index.html', '/v1/%2e%2e/healthz/x'])(
    'the unknown path %s',
    async (path) => {
      const { handler } = await openHandler();
      const response = await handler(new Request(`${ORIGIN}${path}`, { headers: { Accept: 'text/html' } }));
      expect(await problemIn(response)).toMatchObject({ status: 404, code: 'not-found' });
    },
  );
});

describe('the limit of a body', () => {
  const bodyLimit = good.length;

  it('lets a body of exactly that many bytes through', async () => {
    const { handler } = await openHandler({ bodyLimit });
    expect((await handler(patch({ body: good, key }))).status).toBe(200);
  });

  it('refuses by the announced length without reading', async () => {
    const { handler } = await openHandler({ bodyLimit });
    const request = patch({ body: `${good} `, key });
    request.headers.set('Content-Length', String(bodyLimit + 1));
    expect(await problemIn(await handler(request))).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(request.bodyUsed).toBe(false);
  });

  it('stops reading a body that announced nothing, or too little', async () => {
    const { handler } = await openHandler({ bodyLimit: 100 });
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(30));
      },
    });
    const headers = { 'Content-Type': CBOR, 'Idempotency-Key': key, 'Content-Length': '5' };
    // Node wants `duplex` for a stream, and the DOM's types do not know it.
    const init: RequestInit & { duplex: 'half' } = { method: 'PATCH', headers, body: endless, duplex: 'half' };
    expect((await problemIn(await handler(new Request(SETTINGS, init)))).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it('refuses a body whose sender goes away', async () => {
    const { handler, logged } = await openHandler();
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) });
    const headers = { 'Content-Type': CBOR, 'Idempotency-Key': key };
    const init: RequestInit & { duplex: 'half' } = { method: 'PATCH', headers, body: broken, duplex: 'half' };
    expect(await problemIn(await handler(new Request(SETTINGS, init)))).toMatchObject({ code: 'malformed-body' });
    expect(logged).toEqual([]);
  });
});

describe('trouble at the server', () => {
  const secret = 'SELECT secret FROM /var/lib';

  it.each([
    ['saving', () => patch({ body: good, key })],
    ['reading', () => new Request(SETTINGS)],
    ['the health', () => new Request(`${ORIGIN}/healthz`)],
  ])('says 503 and when to come back for %s while the storage is unavailable', async (_, request) => {
    const { handler, logged } = await openHandler({ store: failingStore(new StorageUnavailableError(secret)) });
    const response = await handler(request());
    expect(response.headers.get('Retry-After')).toBe('5');
    const text = await response.clone().text();
    expect(await problemIn(response)).toMatchObject({ status: 503, code: 'storage-unavailable' });
    expect(text).not.toContain('secret');
    expect(logged).toEqual(['The storage is unavailable.']);
  });

  it('says 500 and no more for what nobody expected', async () => {
    const { handler, logged } = await openHandler({ store: failingStore(new Error(secret)) });
    const response = await handler(patch({ body: good, key }));
    const text = await response.clone().text();
    expect(await problemIn(response)).toMatchObject({ status: 500, code: 'internal-error' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('create-handler');
    expect(logged).toEqual(['A request failed unexpectedly.']);
  });
});

describe('every answer', () => {
  it('says that the server is well while the database answers', async () => {
    const { handler, store } = await openHandler();
    const response = await handler(new Request(`${ORIGIN}/healthz`));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    await store.close();
    expect((await handler(new Request(`${ORIGIN}/healthz`))).status).toBe(503);
  });

  it.each(['/healthz', '/nothing', '/v1/accounts/account-alice/settings'])(
    'carries the strict headers: %s',
    async (path) => {
      const { handler } = await openHandler();
      const { headers } = await handler(new Request(`${ORIGIN}${path}`));
      expect(headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
          "connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      );
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(headers.get('Cache-Control')).toBe('no-store');
    },
  );
});
