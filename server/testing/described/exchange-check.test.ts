import { expect, it } from 'vitest';
import { encodeCbor, encodeDeltaAnswer, entriesPath } from '../../../src/protocol/index.ts';
import { openApiDocument } from '../../openapi/document.ts';
import { RESOURCES } from '../../openapi/resources.ts';
import { ALICE } from '../samples.ts';
import { type Answered, type Asked, ExchangeCheck } from './exchange-check.ts';

const check = new ExchangeCheck(openApiDocument(RESOURCES));

const ASKED: Asked = { kind: 'alone', method: 'PATCH', path: entriesPath(ALICE), headers: new Headers() };
const RIGHT = { 'Content-Type': 'application/cbor', 'Cache-Control': 'no-store', 'X-Request-Id': 'x' };
const BODY = encodeDeltaAnswer({ from: 0, to: 1, winners: [] });

function saved(changes: Partial<Omit<Answered, 'headers'>> & { headers?: Record<string, string> } = {}): Answered {
  return { status: 200, body: BODY, ...changes, headers: new Headers({ ...RIGHT, ...changes.headers }) };
}

function problemOf(code: string, status: number): Answered {
  const body = new TextEncoder().encode(JSON.stringify({ type: 'x', title: 'x', status, code }));
  return saved({ status, body, headers: { 'Content-Type': 'application/problem+json' } });
}

it('finds nothing wrong with what is as the document says', () => {
  expect(() => check.check(ASKED, saved({ headers: { 'Idempotent-Replayed': 'true' } }))).not.toThrow();
  expect(() => check.check(ASKED, problemOf('clock-ahead', 409))).not.toThrow();
});

it.each<[string, Answered, Partial<Asked>, RegExp]>([
  ['a path', saved(), { path: '/v1/other' }, /there is no such path/],
  ['a method', saved(), { method: 'POST' }, /has no such method/],
  ['a status', saved({ status: 201 }), {}, /status is not described/],
  [
    'a media type',
    saved({ headers: { 'Content-Type': 'text/plain' } }),
    {},
    /it is text\/plain, and not application\/cbor/,
  ],
  ['a header', saved({ headers: { 'X-Secret': '1' } }), {}, /header x-secret is not described/],
  ['a value of a header', saved({ headers: { 'Idempotent-Replayed': 'no' } }), {}, /Idempotent-Replayed: data must be/],
  [
    'a header that is missing',
    { ...saved(), headers: new Headers({ 'X-Request-Id': 'x' }) },
    {},
    /Cache-Control is missing/,
  ],
  ['a body', saved({ body: encodeCbor([1, 0, 1]) }), {}, /data must NOT have fewer than 4 items/],
  [
    'text in the place of bytes',
    saved({ body: encodeCbor([1, 0, 1, [['a', new Uint8Array(16), true, 'x']]]) }),
    {},
    /"binary"/,
  ],
  ['a code', problemOf('space-full', 409), {}, /data\/code must be equal to one of/],
  ['what was asked', saved(), { headers: new Headers(RIGHT), body: encodeCbor([2, []]) }, /what was asked: /],
])('finds out about %s that is not', (_, answered, asked, flaw) => {
  expect(() => check.check({ ...ASKED, ...asked }, answered)).toThrow(flaw);
});
