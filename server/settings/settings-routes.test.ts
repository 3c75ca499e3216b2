import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decodeCbor, encodeCbor, settingsAnswerSchema, settingsPageSchema } from '../../src/protocol/index.ts';
import { openHandler, patch, problemIn, SETTINGS } from '../testing/open-handler.ts';
import { ALICE, clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { WINNERS_LIMIT } from './apply-batch.ts';

const textual = (id: string, time: number, value: string) => ({ id, clock: clockAt(time), value });
const json = (...entries: unknown[]) => JSON.stringify({ entries });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('saving settings', () => {
  it('takes JSON with base64url values and answers in JSON', async () => {
    const { handler, store } = await openHandler();
    const response = await handler(patch({ key: 'key-00001', body: json(textual('a', 1, '_-8')) }));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/json');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toEqual({ cursor: 1, outcomes: [{ outcome: 'applied', id: 'a' }] });
    const page = await store.changes(ALICE, { since: 0, entries: 10, bytes: 1000 });
    expect(page.entries).toEqual([valueEntry('a', 1, 0xff, 0xef)]);
  });

  it('takes CBOR and answers in CBOR when asked, with the winner of an entry that lost', async () => {
    const { handler } = await openHandler();
    const type = 'application/cbor';
    const winner = valueEntry('a', 5, 1, 2);
    await handler(patch({ key: 'key-00001', type, body: encodeCbor({ entries: [winner] }) }));
    const body = encodeCbor({ entries: [tombstone('a', 4), tombstone('b', 4)] });
    const response = await handler(patch({ key: 'key-00002', type, accept: type, body }));
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(v.parse(settingsAnswerSchema, decodeCbor(await bytesOf(response)))).toEqual({
      cursor: 2,
      outcomes: [
        { outcome: 'lost', id: 'a', winner },
        { outcome: 'applied', id: 'b' },
      ],
    });
  });

  it('tells a winner in JSON with a base64url value', async () => {
    const { handler } = await openHandler();
    await handler(patch({ key: 'key-00001', body: json(textual('a', 5, '_-8')) }));
    const response = await handler(patch({ key: 'key-00002', body: json(textual('a', 4, 'AA')) }));
    const winner = textual('a', 5, '_-8');
    expect(await response.json()).toEqual({ cursor: 1, outcomes: [{ outcome: 'lost', id: 'a', winner }] });
  });

  it('changes nothing, and takes no cursor, for an entry that is there already', async () => {
    const { handler } = await openHandler();
    const body = json(textual('a', 5, 'AA'));
    await handler(patch({ key: 'key-00001', body }));
    const response = await handler(patch({ key: 'key-00002', body }));
    expect(await response.json()).toEqual({ cursor: 1, outcomes: [{ outcome: 'applied', id: 'a' }] });
  });

  it('refuses a batch whose newer values would not fit into one answer, with no effect', async () => {
    const { handler, store } = await openHandler();
    const large = ['a', 'b', 'c'].map((id) => ({ id, clock: clockAt(9), value: new Uint8Array(WINNERS_LIMIT / 2) }));
    await store.transact(ALICE, (transaction) => transaction.putEntries(large));
    const lost = ['a', 'b', 'c'].map((id) => tombstone(id, 1));
    const refused = await handler(patch({ key: 'key-00001', body: json(...lost, tombstone('d', 1)) }));
    expect(await problemIn(refused)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await store.transact(ALICE, async (transaction) => transaction.cursor)).toBe(3);
    const fewer = await handler(patch({ key: 'key-00001', body: json(...lost.slice(0, 2)) }));
    expect(fewer.status).toBe(200);
  });
});

describe('saving settings again', () => {
  it('gives the same answer to the same request, even after newer edits, with no second effect', async () => {
    const { handler } = await openHandler();
    const first = await handler(patch({ key: 'key-00001', body: json(textual('a', 1, 'AA')) }));
    await handler(patch({ key: 'key-00002', body: json(textual('a', 2, 'AQ')) }));
    const again = await handler(
      patch({ key: 'key-00001', body: json(textual('a', 1, 'AA')), accept: 'application/cbor' }),
    );
    expect(first.headers.get('Idempotent-Replayed')).toBeNull();
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.status).toBe(first.status);
    expect(again.headers.get('Content-Type')).toBe(first.headers.get('Content-Type'));
    expect(await bytesOf(again)).toEqual(await bytesOf(first));
    expect(await (await handler(new Request(SETTINGS))).json()).toMatchObject({ cursor: 2, more: false });
  });

  it('refuses another request under the same key', async () => {
    const { handler } = await openHandler();
    await handler(patch({ key: 'key-00001', body: json(textual('a', 1, 'AA')) }));
    const other = await handler(patch({ key: 'key-00001', body: json(textual('a', 1, 'AQ')) }));
    expect(await problemIn(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    const otherMedia = encodeCbor({ entries: [valueEntry('a', 1, 0)] });
    const asCbor = await handler(patch({ key: 'key-00001', type: 'application/cbor', body: otherMedia }));
    expect(asCbor.status).toBe(422);
  });

  it('keeps the keys of two accounts apart', async () => {
    const { handler } = await openHandler();
    await handler(patch({ key: 'key-00001', body: json(textual('a', 1, 'AA')) }));
    const url = SETTINGS.replace(ALICE, 'account-bob');
    const response = await handler(patch({ key: 'key-00001', url, body: json(textual('a', 1, 'AQ')) }));
    expect(response.status).toBe(200);
    expect(response.headers.get('Idempotent-Replayed')).toBeNull();
  });

  it('does not hold a refusal against the key', async () => {
    const { handler } = await openHandler();
    expect((await handler(patch({ key: 'key-00001', body: '{}' }))).status).toBe(400);
    expect((await handler(patch({ key: 'key-00001', body: json(textual('a', 1, 'AA')) }))).status).toBe(200);
  });

  it('has one effect when two identical requests come at once', async () => {
    const { handler } = await openHandler();
    const send = () => handler(patch({ key: 'key-00001', body: json(textual('a', 1, 'AA')) }));
    const responses = await Promise.all([send(), send(), send()]);
    expect(responses.map((response) => response.headers.get('Idempotent-Replayed')).sort()).toEqual([
      null,
      'true',
      'true',
    ]);
    const answers = await Promise.all(responses.map((response) => response.text()));
    expect(new Set(answers)).toEqual(
      new Set([JSON.stringify({ cursor: 1, outcomes: [{ outcome: 'applied', id: 'a' }] })]),
    );
  });
});

describe('reading settings', () => {
  it('pages in the order of the changes', async () => {
    const { handler } = await openHandler();
    const body = json(textual('a', 1, 'AA'), textual('b', 1, 'AQ'), { id: 'c', clock: clockAt(1), tombstone: true });
    await handler(patch({ key: 'key-00001', body }));
    const first = await handler(new Request(`${SETTINGS}?limit=2`));
    expect(await first.json()).toEqual({
      entries: [textual('a', 1, 'AA'), textual('b', 1, 'AQ')],
      cursor: 2,
      more: true,
    });
    const second = await handler(
      new Request(`${SETTINGS}?limit=2&since=2`, { headers: { Accept: 'application/cbor' } }),
    );
    expect(v.parse(settingsPageSchema, decodeCbor(await bytesOf(second)))).toEqual({
      entries: [tombstone('c', 1)],
      cursor: 3,
      more: false,
    });
  });

  it('answers HEAD without a body', async () => {
    const { handler } = await openHandler();
    const response = await handler(new Request(SETTINGS, { method: 'HEAD' }));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it.each([
    'since=-1',
    'since=x',
    'since=',
    'since=9007199254740993',
    'limit=0',
    'limit=1001',
    'limit=1.5',
    'since=1&since=2',
  ])('refuses ?%s', async (query) => {
    const { handler } = await openHandler();
    const problem = await problemIn(await handler(new Request(`${SETTINGS}?${query}`)));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-parameter' });
    expect(problem.detail).toMatch(/^(since|limit): /);
  });
});
