import { describe, expect, it } from 'vitest';
import { encodeCbor } from '../../src/protocol/index.ts';
import { batchRequest, problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { ORIGIN, openHandler, problemIn } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };
const good = encodeCbor({ requests: [saveItem([valueEntry('a', 1, 1)])] });

describe('a batch that is refused as a whole', () => {
  it.each([
    ['JSON', '{"requests":[]}', { 'Content-Type': 'application/json' }, 415, 'unsupported-media-type'],
    ['compression', good, { 'Content-Encoding': 'gzip' }, 415, 'unsupported-media-type'],
    ['no body', null, {}, 400, 'malformed-body'],
    ['half a CBOR', good.subarray(0, 20), {}, 400, 'malformed-body'],
    ['no requests', encodeCbor({ requests: [] }), {}, 400, 'invalid-body'],
    ['requests that are no list', encodeCbor({ requests: 7 }), {}, 400, 'invalid-body'],
    ['more than requests', encodeCbor({ requests: [saveItem([])], more: 1 }), {}, 400, 'invalid-body'],
    ['a list alone', encodeCbor([saveItem([])]), {}, 400, 'invalid-body'],
    ['too many', encodeCbor({ requests: new Array(1001).fill(0) }), {}, 400, 'invalid-body'],
  ])('%s', async (_, body, headers, status, code) => {
    const { handler, store, logged } = await openHandler();
    expect(await problemIn(await handler(batchRequest(body, headers)))).toMatchObject({ status, code });
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
    expect(logged).toEqual([]);
  });

  it('one that is larger than a body may be', async () => {
    const { handler } = await openHandler({ bodyLimit: good.byteLength });
    expect((await handler(batchRequest(good))).status).toBe(200);
    const larger = encodeCbor({ requests: [saveItem([valueEntry('a', 1, 1, 2)])] });
    expect(await problemIn(await handler(batchRequest(larger)))).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('says what it takes', async () => {
    const { handler } = await openHandler();
    const response = await handler(batchRequest(good, { 'Content-Type': 'text/plain' }));
    expect(response.headers.get('Accept-Post')).toBe('application/cbor');
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    const { handler } = await openHandler();
    const response = await handler(new Request(`${ORIGIN}/v1/batch`, { method }));
    expect(response.headers.get('Allow')).toBe('POST');
    expect(await problemIn(response)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });
});

describe('an item that is refused', () => {
  const entry = valueEntry('x', 1, 1);
  const headers = { 'content-type': 'application/cbor' };

  it.each([
    ['no list', 7, 400, 'invalid-body'],
    ['too short a list', ['key-00001', null], 400, 'invalid-body'],
    ['too long a list', [...saveItem([entry]), 1], 400, 'invalid-body'],
    ['a key that is too short', saveItem([entry], { key: 'short' }), 400, 'invalid-body'],
    ['a lane that is none', saveItem([entry], { lane: -1 }), 400, 'invalid-body'],
    ['a method in small letters', saveItem([entry], { method: 'patch' }), 400, 'invalid-body'],
    ['another origin', saveItem([entry], { path: '//evil.test/v1' }), 400, 'invalid-body'],
    ['an unknown path', saveItem([entry], { path: '/v1/nothing' }), 404, 'not-found'],
    ['a path with a backslash', saveItem([entry], { path: '/\\evil.test/v1/accounts' }), 404, 'not-found'],
    ['a batch', saveItem([], { path: '/v1/batch', method: 'POST', body: good }), 404, 'not-found'],
    ['reading', saveItem([entry], { method: 'GET' }), 405, 'method-not-allowed'],
    ['an account that is none', saveItem([entry], { path: '/v1/accounts/x/entries' }), 400, 'invalid-parameter'],
    ['no media type', saveItem([entry], { headers: {} }), 415, 'unsupported-media-type'],
    ['a header that is none', saveItem([entry], { headers: { ...headers, 'a b': 'c' } }), 400, 'invalid-body'],
    [
      'another key',
      saveItem([entry], { headers: { ...headers, 'idempotency-key': 'other-key' } }),
      400,
      'invalid-body',
    ],
    ['no body', saveItem([entry], { body: null }), 400, 'malformed-body'],
    ['half a body', saveItem([entry], { body: Uint8Array.of(0x82, 0x01) }), 400, 'malformed-body'],
    ['the wrong shape', saveItem([]), 400, 'invalid-body'],
  ])('%s, while those beside it are done', async (_, item, status, code) => {
    const { handler, store, logged } = await openHandler();
    const before = saveItem([valueEntry('before', 1, 1)], { key: 'key-before' });
    const after = saveItem([valueEntry('after', 1, 2)], { key: 'key-after' });
    const answers = await sendBatch(handler, [before, item, after]);
    expect(statusesOf(answers)).toEqual([200, status, 200]);
    expect(problemOf(answers[1])).toMatchObject({ status, code, type: `urn:backhaul:problem:${code}` });
    expect((await store.changes(ALICE, WHOLE)).entries.map(({ id }) => id)).toEqual(['before', 'after']);
    expect(await store.transact(ALICE, (transaction) => transaction.findRecord('key-00001'))).toBeUndefined();
    expect(logged).toEqual([]);
  });

  it('says which methods there are', async () => {
    const { handler } = await openHandler();
    const [answer] = await sendBatch(handler, [saveItem([entry], { method: 'GET' })]);
    expect(answer?.[1]).toMatchObject({ Allow: 'PATCH, DELETE' });
  });

  it('answers a batch of nothing else without the store', async () => {
    const { handler, store } = await openHandler();
    await store.close();
    expect(statusesOf(await sendBatch(handler, [7, saveItem([entry], { path: '/' })]))).toEqual([400, 404]);
  });
});
