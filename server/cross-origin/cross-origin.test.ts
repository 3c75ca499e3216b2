import { describe, expect, it } from 'vitest';
import { encodeDelta, livePath } from '../../src/protocol/index.ts';
import { ENTRIES, NOW, ORIGIN, openHandler, patch, save } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';

const APP = 'https://app.example';
const SENT = 'authorization, content-digest, content-type, idempotency-key, last-event-id, signature, signature-input';

const open = () => openHandler({ corsOrigins: [APP, 'https://other.example'] });

function preflight(origin: string, method = 'PATCH'): Request {
  const headers = { 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': SENT };
  return from(origin, new Request(ENTRIES, { method: 'OPTIONS', headers }));
}

function from(origin: string, request: Request): Request {
  request.headers.set('Origin', origin);
  return request;
}

const listIn = (headers: Headers, name: string) =>
  (headers.get(name) ?? '').split(',').map((item) => item.trim().toLowerCase());

describe('a page on an origin that is let in', () => {
  it('may ask whether it may, for every method and header that a client uses', async () => {
    const { handler } = await open();
    for (const method of ['GET', 'PATCH', 'PUT', 'POST', 'DELETE']) {
      const { status, headers } = await handler(preflight(APP, method));
      expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([204, APP]);
      expect(listIn(headers, 'Access-Control-Allow-Methods')).toContain(method.toLowerCase());
      expect(listIn(headers, 'Access-Control-Allow-Headers')).toEqual(expect.arrayContaining(SENT.split(', ')));
      expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
      expect(listIn(headers, 'Vary')).toContain('origin');
    }
  });

  it.each([
    ['data', () => new Request(ENTRIES), 200],
    ['an effect', () => save('key-00001', valueEntry('a', NOW, 1)), 200],
    ['a live stream', () => new Request(`${ORIGIN}${livePath(ALICE)}`), 200],
    ['a problem', () => patch({ body: encodeDelta([]), key: 'x' }), 400],
    ['nobody’s request', () => new Request(ENTRIES, { headers: { Authorization: 'Bearer ?' } }), 401],
    ['nothing', () => new Request(`${ORIGIN}/v1/nothing`), 404],
  ])('may read the answer to %s', async (_, request, expected) => {
    const { handler } = await open();
    const { status, headers } = await handler(from(APP, request()));
    expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([expected, APP]);
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(listIn(headers, 'Vary')).toContain('origin');
    const exposed = listIn(headers, 'Access-Control-Expose-Headers');
    expect(exposed).toEqual(
      expect.arrayContaining(['retry-after', 'idempotent-replayed', 'date', 'etag', 'x-request-id']),
    );
  });

  it('may read that it asks too often', async () => {
    const { handler } = await openHandler({ corsOrigins: [APP], limits: { requestsPerAddress: 1 } });
    const here = { address: '192.0.2.1' };
    await handler(from(APP, new Request(ENTRIES)), here);
    const { status, headers } = await handler(from(APP, new Request(ENTRIES)), here);
    expect([status, headers.get('Access-Control-Allow-Origin'), headers.has('Retry-After')]).toEqual([429, APP, true]);
  });
});

it('a page on any other origin may not', async () => {
  const { handler } = await open();
  for (const request of [preflight('https://evil.example'), from('https://evil.example', new Request(ENTRIES))]) {
    const { headers } = await handler(request);
    expect(headers.has('Access-Control-Allow-Origin')).toBe(false);
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    expect(listIn(headers, 'Vary')).toContain('origin');
  }
});

it('nobody may unless it is told so, and nothing but the API', async () => {
  const { handler } = await openHandler();
  const refused = await handler(preflight(APP));
  expect([refused.status, refused.headers.has('Access-Control-Allow-Origin')]).toEqual([405, false]);
  const letting = await open();
  const health = await letting.handler(from(APP, new Request(`${ORIGIN}/healthz`)));
  expect(health.headers.has('Access-Control-Allow-Origin')).toBe(false);
});
