import { describe, expect, it } from 'vitest';
import { clockToBytes, encodeCbor, encodeDelta, livePath } from '../../src/protocol/index.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { brokenStore } from '../testing/broken-store.ts';
import { ENTRIES, ORIGIN, openHandler, patch, problemIn } from '../testing/open-handler.ts';
import { ALICE, clockAt, valueEntry } from '../testing/samples.ts';
import { streamed } from '../testing/streamed.ts';

const key = 'key-00001';
const good = encodeDelta([valueEntry('a', 1, 0)]);

describe('requests that are refused', () => {
  it.each([
    ['no idempotency key', { body: good }, 400, 'idempotency-key-missing'],
    ['a key that is too short', { body: good, key: 'short' }, 400, 'invalid-parameter'],
    ['text', { body: good, key, type: 'text/plain' }, 415, 'unsupported-media-type'],
    ['JSON', { body: good, key, type: 'application/json' }, 415, 'unsupported-media-type'],
    ['no media type', { body: good, key, type: '' }, 415, 'unsupported-media-type'],
    ['no body', { body: null, key }, 400, 'malformed-body'],
    ['half a delta', { body: good.slice(0, -1), key }, 400, 'malformed-body'],
    ['a delta and something after it', { body: Uint8Array.of(...good, 0xa0), key }, 400, 'malformed-body'],
    ['text', { body: '{"entries":[]}', key }, 400, 'malformed-body'],
    ['an account that is none', { body: good, key, url: `${ORIGIN}/v1/accounts/x/entries` }, 400, 'invalid-parameter'],
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
    expect(response.headers.get('Accept-Patch')).toBe('application/cbor');
    expect(await problemIn(response)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  const [id, clock, value] = ['a', clockToBytes(clockAt(1)), Uint8Array.of(0)];
  const part = 'A'.repeat(22);

  it.each([
    ['an object', {}, 'the body: '],
    ['a number', 7, 'the body: '],
    ['an empty list', [], '0: '],
    ['another format', [2, [[id, clock, false, value]]], '0: This is no body of format 1.'],
    ['more than a delta', [1, [[id, clock, false, value]], 1, 1], '2: '],
    ['an epoch that is none', [1, [[id, clock, false, value]], 0], '2: Epochs begin with 1.'],
    ['entries that are no list', [1, 7], '1: '],
    ['no entries', [1, []], '1: A delta holds at least one entry.'],
    ['too many', [1, new Array(1001).fill([id, clock, false, value])], '1: A delta holds at most 1000 entries.'],
    ['an id twice', [1, new Array(2).fill([id, clock, false, value])], '1: An id stands twice.'],
    ['too short an entry', [1, [[id, clock, false]]], '1.0.3: '],
    ['too long an entry', [1, [[id, clock, false, value, new Uint8Array(16), 1]]], '1.0.4: '],
    ['chunks that are none', [1, [[id, clock, false, value, 1]]], '1.0.4: '],
    ['no chunks', [1, [[id, clock, false, value, new Uint8Array()]]], '1.0.4: A value in chunks names at least one.'],
    ['an id that is no text', [1, [[7, clock, false, value]]], '1.0.0: '],
    ['a clock that is no byte string', [1, [[id, 'now', false, value]]], '1.0.1: A clock is a byte string.'],
    ['a short clock', [1, [[id, clock.slice(1), false, value]]], '1.0.1: A clock is 16 bytes.'],
    ['a flag that is none', [1, [[id, clock, 0, value]]], '1.0.2: '],
    ['a value that is no byte string', [1, [[id, clock, false, 'AA']]], '1.0.3: '],
    ['an empty id', [1, [['', clock, false, value]]], '1.0.0: '],
    ['an id with NUL', [1, [['a\0b', clock, false, value]]], '1.0.0: An id is well-formed text without NUL.'],
    ['no parts', [1, [[id, clock, false, []]]], '1.0.3: '],
    ['a part that is none', [1, [[id, clock, false, [part, 'short']]]], '1.0.3.1: A part is named by 22 URL-safe'],
    ['too many parts', [1, [[id, clock, false, new Array(257).fill(part)]]], '1.0.3: '],
  ])('the wrong shape, with the place: %s', async (_, body, detail) => {
    const { handler } = await openHandler();
    const problem = await problemIn(await handler(patch({ body: encodeCbor(body), key })));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-body' });
    expect(problem.detail).toContain(detail);
  });

  it.each([
    ['CBOR', new Uint8Array(1_000_000).fill(0x81)],
    ['CBOR that ends well', new Uint8Array(1_000_000).fill(0x81).fill(0x00, 999_999)],
  ])('deeply nested %s', async (_, body) => {
    const { handler } = await openHandler();
    expect((await problemIn(await handler(patch({ body, key })))).status).toBe(400);
  });

  it.each([
    ['POST', ENTRIES, 'GET, HEAD, PATCH, DELETE'],
    ['OPTIONS', ENTRIES, 'GET, HEAD, PATCH, DELETE'],
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
    const request = patch({ body: Uint8Array.of(...good, 0), key });
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
    const head = patch({ body: null, key });
    head.headers.set('Content-Length', '5');
    expect((await problemIn(await handler(streamed(head, endless)))).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it('refuses a body whose sender goes away', async () => {
    const { handler, logged } = await openHandler();
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) });
    const answer = await handler(streamed(patch({ body: null, key }), broken));
    expect(await problemIn(answer)).toMatchObject({ code: 'malformed-body' });
    expect(logged).toEqual([]);
  });
});

describe('trouble at the server', () => {
  const secret = 'SELECT secret FROM /var/lib';

  it.each([
    ['saving', () => patch({ body: good, key })],
    ['reading', () => new Request(ENTRIES)],
    ['following', () => new Request(`${ORIGIN}${livePath(ALICE)}`)],
    ['the readiness', () => new Request(`${ORIGIN}/readyz`)],
  ])('says 503 and when to come back for %s while the storage is unavailable', async (_, request) => {
    const { handler, logged } = await openHandler({ store: brokenStore(new StorageUnavailableError(secret)) });
    const response = await handler(request());
    expect(response.headers.get('Retry-After')).toBe('5');
    const text = await response.clone().text();
    expect(await problemIn(response)).toMatchObject({ status: 503, code: 'storage-unavailable' });
    expect(text).not.toContain('secret');
    expect(logged).toEqual(['The storage is unavailable.']);
  });

  it('says 500 and no more for what nobody expected', async () => {
    const { handler, logged } = await openHandler({ store: brokenStore(new Error(secret)) });
    const response = await handler(patch({ body: good, key }));
    const text = await response.clone().text();
    expect(await problemIn(response)).toMatchObject({ status: 500, code: 'internal-error' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('create-handler');
    expect(logged).toEqual(['A request failed unexpectedly.']);
  });
});

describe('every answer', () => {
  it.each(['/healthz', '/nothing', '/v1/accounts/account-alice/entries'])(
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
