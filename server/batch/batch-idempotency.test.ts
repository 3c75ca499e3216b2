import { describe, expect, it } from 'vitest';
import {
  type BatchAnswerItem,
  type Entry,
  encodeDelta,
  encodeDeltaAnswer,
  entriesPath,
} from '../../src/protocol/index.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { ORIGIN, openHandler, patch } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';

const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };
const CBOR = 'application/cbor';
const A = valueEntry('a', 1, 1);

function alone(entry: Entry, key = 'key-00001', path: string = entriesPath(ALICE)): Request {
  return patch({ key, body: encodeDelta([entry]), url: `${ORIGIN}${path}` });
}

function isReplayed(answer: BatchAnswerItem | undefined): boolean {
  return answer?.[1]['Idempotent-Replayed'] === 'true';
}

describe('an item that was sent before', () => {
  it('has one effect when it came alone before, and the same answer', async () => {
    const { handler, store } = await openHandler();
    const first = await handler(alone(A));
    const [answer] = await sendBatch(handler, [saveItem([A])]);
    expect(answer?.[0]).toBe(200);
    expect(isReplayed(answer)).toBe(true);
    expect(answer?.[2]).toEqual(new Uint8Array(await first.arrayBuffer()));
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [A], cursor: 1, more: false });
  });

  it('has one effect when it comes alone again', async () => {
    const { handler, store } = await openHandler();
    const [answer] = await sendBatch(handler, [saveItem([A])]);
    const again = await handler(alone(A));
    expect(isReplayed(answer)).toBe(false);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(new Uint8Array(await again.arrayBuffer())).toEqual(answer?.[2]);
    expect((await store.changes(ALICE, WHOLE)).cursor).toBe(1);
  });

  it.each([
    '/v1/accounts/account%2Dalice/entries',
    '/v1/./accounts/account-alice/entries',
    '/v1/accounts/account-alice/entries?x=%2D#y',
    '/v1\\accounts\\account-alice\\entries',
  ])('is known by a path that is written otherwise: %s', async (path) => {
    const { handler } = await openHandler();
    const [answer] = await sendBatch(handler, [saveItem([A], { path })]);
    expect(answer?.[0]).toBe(200);
    expect((await handler(alone(A, 'key-00001', path))).headers.get('Idempotent-Replayed')).toBe('true');
    expect((await handler(alone(A))).headers.get('Idempotent-Replayed')).toBe('true');
  });

  it('has one effect within one batch', async () => {
    const { handler, store } = await openHandler();
    const answers = await sendBatch(handler, [saveItem([A]), saveItem([A])]);
    expect(statusesOf(answers)).toEqual([200, 200]);
    expect(answers.map(isReplayed)).toEqual([false, true]);
    expect(answers[1]?.[2]).toEqual(answers[0]?.[2]);
    expect((await store.changes(ALICE, WHOLE)).cursor).toBe(1);
  });

  it('is refused when its key was another request’s, in the batch or before it', async () => {
    const { handler, store } = await openHandler();
    await handler(alone(A, 'key-00009'));
    const other = valueEntry('b', 1, 1);
    const items = [saveItem([A]), saveItem([other]), saveItem([other], { key: 'key-00009' })];
    const answers = await sendBatch(handler, items);
    expect(statusesOf(answers)).toEqual([200, 422, 422]);
    for (const answer of answers.slice(1)) expect(problemOf(answer)).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [A], cursor: 1, more: false });
  });

  it('does not hold a refusal against the key', async () => {
    const { handler } = await openHandler();
    expect(statusesOf(await sendBatch(handler, [saveItem([]), saveItem([A])]))).toEqual([400, 200]);
  });
});

it('takes a header that names the same key', async () => {
  const { handler } = await openHandler();
  const headers = { 'Content-Type': CBOR, 'IDEMPOTENCY-KEY': 'key-00001' };
  expect(statusesOf(await sendBatch(handler, [saveItem([A], { headers })]))).toEqual([200]);
  expect((await handler(alone(A))).headers.get('Idempotent-Replayed')).toBe('true');
});

it('answers an item with the headers that it would have had alone', async () => {
  const { handler } = await openHandler();
  const [answer] = await sendBatch(handler, [saveItem([A])]);
  const told = { 'Content-Type': CBOR, 'Cache-Control': 'no-store' };
  expect(answer).toEqual([200, told, encodeDeltaAnswer({ from: 0, to: 1, winners: [] })]);
});
