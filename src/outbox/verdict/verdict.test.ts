import { describe, expect, test } from 'vitest';
import { attemptOf } from './attempt.ts';
import { retryAfter } from './retry-after.ts';
import { verdict } from './verdict.ts';

const answered = (status: number, body = '', after?: number) =>
  verdict({ kind: 'answered', answer: { status, body }, body: new Uint8Array(), retryAfter: after });

describe('verdict', () => {
  test.each([200, 201, 202, 204, 299])('%i is delivered', (status) => {
    expect(answered(status).kind).toBe('delivered');
  });

  test.each([408, 425, 429, 500, 502, 503, 504, 506, 508, 511])('%i is tried again', (status) => {
    expect(answered(status, '', 2000)).toEqual({ kind: 'retry', cause: 'server', status, after: 2000 });
  });

  test.each([409, 412])('%i is a conflict', (status) => {
    expect(answered(status).kind).toBe('conflict');
  });

  test.each([301, 304, 400, 403, 404, 405, 410, 413, 415, 422, 451])('%i is refused', (status) => {
    expect(answered(status).kind).toBe('refused');
  });

  test('[G40] 507 is refused: not to be sent again until the person asks, even with a time', () => {
    expect(answered(507, '', 2000)).toMatchObject({ kind: 'refused', answer: { status: 507 } });
  });

  test('a 401 to a copy that the browser itself has sent signs nobody out: the answer that counts was lost', () => {
    const body = JSON.stringify({ title: 'Used before.', code: 'signature-replayed' });
    expect(answered(401, body)).toEqual({ kind: 'retry', cause: 'network' });
  });

  test('401 holds the task until its account is signed in', () => {
    expect(answered(401)).toEqual({ kind: 'hold' });
  });

  test('no answer is tried again; an answer that may not be read counts as delivered', () => {
    expect(verdict({ kind: 'no-answer' })).toEqual({ kind: 'retry', cause: 'network' });
    expect(verdict({ kind: 'opaque' }).kind).toBe('delivered');
  });

  test.each(['delivered', 'retry', 'hold', 'conflict', 'refused'] as const)('an override may say "%s"', (kind) => {
    const answer = { status: 418, body: '' };
    expect(verdict({ kind: 'answered', answer, body: new Uint8Array(), retryAfter: 7 }, () => kind).kind).toBe(kind);
  });

  test('an override has no say where there is no answer', () => {
    expect(verdict({ kind: 'no-answer' }, () => 'delivered').kind).toBe('retry');
    expect(verdict({ kind: 'opaque' }, () => 'refused').kind).toBe('delivered');
  });

  test('a refusal is told in the words of the problem, or by its bare status', () => {
    expect(answered(400, '{"title":"Too long","detail":"64 characters at most"}')).toMatchObject({
      message: '64 characters at most',
    });
    expect(answered(400, '{"title":"Too long"}')).toMatchObject({ message: 'Too long' });
    expect(answered(400, '<html>')).toMatchObject({ message: 'The server answered 400.' });
  });
});

describe('retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const headers = (retry: string, date?: string) =>
    new Headers({ 'Retry-After': retry, ...(date ? { Date: date } : {}) });

  test('reads seconds', () => expect(retryAfter(headers('120'), now)).toBe(120_000));
  test('reads a date by this clock', () =>
    expect(retryAfter(headers('Thu, 01 Jan 2026 00:00:30 GMT'), now)).toBe(30_000));
  test("reads a date by the server's clock where that is told", () =>
    expect(retryAfter(headers('Thu, 01 Jan 2026 10:00:30 GMT', 'Thu, 01 Jan 2026 10:00:00 GMT'), now)).toBe(30_000));
  test('never lies in the past, and never beyond a day', () => {
    expect(retryAfter(headers('Thu, 01 Jan 2015 00:00:00 GMT'), now)).toBe(0);
    expect(retryAfter(headers('99999999999'), now)).toBe(24 * 60 * 60 * 1000);
  });
  test.each(['soon', '', '-5', '1.5'])('ignores %j', (value) => {
    expect(retryAfter(headers(value), now) ?? 0).toBe(0);
  });
});

describe('attemptOf', () => {
  test('keeps a text, cut at 16 KiB, and no binary body', async () => {
    const json = new Response('x'.repeat(20_000), { headers: { 'Content-Type': 'application/problem+json' } });
    expect(await attemptOf(json, 0)).toMatchObject({ answer: { status: 200, body: 'x'.repeat(16_384) } });
    const cbor = new Response(new Uint8Array([1, 2]), { headers: { 'Content-Type': 'application/cbor' } });
    expect(await attemptOf(cbor, 0)).toMatchObject({ answer: { status: 200, body: '' } });
  });

  test('a body that breaks off is no answer', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    await expect(attemptOf(new Response(broken), 0)).rejects.toThrow('reset');
  });
});
