import { describe, expect, it } from 'vitest';
import { decodeDeltaAnswer, decodeEntriesPage, encodeDelta, entriesPath } from '../../src/protocol/index.ts';
import { bytesOf, ENTRIES, ORIGIN, openHandler, patch, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, BOB, tombstone, valueEntry } from '../testing/samples.ts';
import { WINNERS_LIMIT } from './apply-delta.ts';

const CBOR = 'application/cbor';
const WHOLE = { since: 0, entries: 10, bytes: 1_000 };
const answerIn = async (response: Response) => decodeDeltaAnswer(await bytesOf(response));

describe('saving entries', () => {
  it('takes a delta and answers where the account was before it, and is after it', async () => {
    const { handler, store } = await openHandler();
    await handler(save('key-00001', valueEntry('before', 1, 1)));
    const entries = [valueEntry('a', 1, 0xff, 0xef), tombstone('b', 1, 7, 8)];
    const response = await handler(save('key-00002', ...entries));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(CBOR);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await answerIn(response)).toEqual({ from: 1, to: 3, winners: [] });
    expect((await store.changes(ALICE, { ...WHOLE, since: 1 })).entries).toEqual(entries);
  });

  it('tells the winner of an entry that lost, and takes the others', async () => {
    const { handler } = await openHandler();
    const winner = tombstone('a', 5, 1, 2);
    await handler(save('key-00001', winner));
    const response = await handler(save('key-00002', valueEntry('a', 4, 9), tombstone('b', 4)));
    expect(await answerIn(response)).toEqual({ from: 1, to: 2, winners: [winner] });
  });

  it('changes nothing, and takes no cursor, for an entry that is there already', async () => {
    const { handler } = await openHandler();
    await handler(save('key-00001', valueEntry('a', 5, 1)));
    const response = await handler(save('key-00002', valueEntry('a', 5, 1)));
    expect(await answerIn(response)).toEqual({ from: 1, to: 1, winners: [] });
  });

  it.each([
    ['two values', valueEntry('a', 5, 2), valueEntry('a', 5, 1, 9)],
    ['two tombstones', tombstone('a', 5, 2), tombstone('a', 5, 1, 9)],
    ['a value and a tombstone', valueEntry('a', 5, 1), tombstone('a', 5, 2)],
  ])('gives %s of one clock one winner, whichever comes first', async (_, winner, loser) => {
    for (const order of [
      [winner, loser],
      [loser, winner],
    ]) {
      const { handler, store } = await openHandler();
      const answers = [];
      for (const [place, entry] of order.entries()) {
        answers.push(await answerIn(await handler(save(`key-0000${place}`, entry))));
      }
      expect((await store.changes(ALICE, WHOLE)).entries).toEqual([winner]);
      expect(answers.map(({ winners }) => winners)).toEqual([[], order[0] === winner ? [winner] : []]);
    }
  });

  it('refuses a delta whose newer values would not fit into one answer, with no effect', async () => {
    const { handler, store } = await openHandler();
    const large = ['a', 'b', 'c'].map((id) => ({ ...valueEntry(id, 9), value: new Uint8Array(WINNERS_LIMIT / 2) }));
    await store.transact(ALICE, (transaction) => transaction.putEntries(large));
    const lost = ['a', 'b', 'c'].map((id) => tombstone(id, 1));
    const refused = await handler(save('key-00001', ...lost, tombstone('d', 1)));
    expect(await problemIn(refused)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await store.cursorOf(ALICE)).toBe(3);
    expect((await handler(save('key-00001', ...lost.slice(0, 2)))).status).toBe(200);
  });

  it('tells a single newer value of whatever size', async () => {
    const { handler, store } = await openHandler();
    const large = { ...valueEntry('a', 9), value: new Uint8Array(WINNERS_LIMIT + 1) };
    await store.transact(ALICE, (transaction) => transaction.putEntries([large]));
    const { winners } = await answerIn(await handler(save('key-00001', tombstone('a', 1), tombstone('b', 1))));
    expect(winners.map(({ value }) => value.byteLength)).toEqual([WINNERS_LIMIT + 1]);
  });
});

describe('saving entries again', () => {
  it('gives the same answer to the same request, even after newer edits, with no second effect', async () => {
    const { handler, store } = await openHandler();
    const first = await handler(save('key-00001', valueEntry('a', 1, 1)));
    await handler(save('key-00002', valueEntry('a', 2, 2)));
    const again = await handler(save('key-00001', valueEntry('a', 1, 1)));
    expect(first.headers.get('Idempotent-Replayed')).toBeNull();
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.status).toBe(first.status);
    expect(again.headers.get('Content-Type')).toBe(first.headers.get('Content-Type'));
    expect(await bytesOf(again)).toEqual(await bytesOf(first));
    expect(await store.changes(ALICE, WHOLE)).toMatchObject({ cursor: 2, more: false });
  });

  it('refuses another request under the same key', async () => {
    const { handler } = await openHandler();
    await handler(save('key-00001', valueEntry('a', 1, 1)));
    const other = await handler(save('key-00001', valueEntry('a', 1, 2)));
    expect(await problemIn(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('keeps the keys of two accounts apart', async () => {
    const { handler } = await openHandler();
    await handler(save('key-00001', valueEntry('a', 1, 1)));
    const url = `${ORIGIN}${entriesPath(BOB)}`;
    const response = await handler(patch({ key: 'key-00001', url, body: encodeDelta([valueEntry('a', 1, 2)]) }));
    expect(response.status).toBe(200);
    expect(response.headers.get('Idempotent-Replayed')).toBeNull();
  });

  it('does not hold a refusal against the key', async () => {
    const { handler } = await openHandler();
    expect((await handler(save('key-00001'))).status).toBe(400);
    expect((await handler(save('key-00001', valueEntry('a', 1, 1)))).status).toBe(200);
  });

  it('has one effect when identical requests come at once', async () => {
    const { handler } = await openHandler();
    const send = () => handler(save('key-00001', valueEntry('a', 1, 1)));
    const responses = await Promise.all([send(), send(), send()]);
    expect(responses.map((response) => response.headers.get('Idempotent-Replayed')).sort()).toEqual([
      null,
      'true',
      'true',
    ]);
    for (const response of responses) expect(await answerIn(response)).toEqual({ from: 0, to: 1, winners: [] });
  });
});

describe('reading entries', () => {
  it('pages in the order of the changes', async () => {
    const { handler } = await openHandler();
    const [a, b, c] = [valueEntry('a', 1, 0), valueEntry('b', 1, 1), tombstone('c', 1, 2)];
    await handler(save('key-00001', a, b, c));
    const first = await handler(new Request(`${ENTRIES}?limit=2`));
    expect(first.headers.get('Content-Type')).toBe(CBOR);
    expect(decodeEntriesPage(await bytesOf(first))).toMatchObject({ entries: [a, b], cursor: 2, more: true });
    const second = await handler(new Request(`${ENTRIES}?limit=2&since=2`));
    expect(decodeEntriesPage(await bytesOf(second))).toMatchObject({ entries: [c], cursor: 3, more: false });
  });

  it('answers HEAD without a body', async () => {
    const { handler } = await openHandler();
    const response = await handler(new Request(ENTRIES, { method: 'HEAD' }));
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
    const problem = await problemIn(await handler(new Request(`${ENTRIES}?${query}`)));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-parameter' });
    expect(problem.detail).toMatch(/^(since|limit): /);
  });
});
