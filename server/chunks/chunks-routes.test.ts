import { describe, expect, it } from 'vitest';
import {
  CHUNKS_ASKED,
  CHUNKS_SENT,
  chunksPath,
  decodeChunks,
  decodeDeltaAnswer,
  decodeEntriesPage,
  encodeCbor,
} from '../../src/protocol/index.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { CHUNKS, chunkAt, chunkIdAt, entryInChunks, getChunks, putChunks } from '../testing/chunk-requests.ts';
import { bytesOf, ENTRIES, ORIGIN, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, BOB, tombstone, valueEntry } from '../testing/samples.ts';

const LIST = chunkAt(10, 1, 2);
const PIECES = [chunkAt(1), chunkAt(2)];
const LARGE = entryInChunks('large', 1, 10);

async function chunksIn(response: Response) {
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/cbor']);
  return new Map(decodeChunks(await bytesOf(response)).map((chunk) => [chunk.id, chunk]));
}

describe('sending and reading chunks', () => {
  it('gives back what was sent, of what was asked for, and leaves out what there is not', async () => {
    const { handler } = await openHandler();
    const sent = await handler(putChunks('key-00001', LIST, ...PIECES));
    expect([sent.status, await sent.text()]).toEqual([204, '']);
    const chunks = await chunksIn(await handler(getChunks(10, 1, 99, 1)));
    expect(chunks).toEqual(new Map([LIST, chunkAt(1)].map((chunk) => [chunk.id, chunk])));
  });

  it('leaves one as it is that is there already, under another key as well', async () => {
    const { handler } = await openHandler();
    await handler(putChunks('key-00001', chunkAt(1)));
    const other = { ...chunkAt(1), bytes: Uint8Array.of(9), refs: [chunkIdAt(2)] };
    expect((await handler(putChunks('key-00002', other, chunkAt(2)))).status).toBe(204);
    const chunks = await chunksIn(await handler(getChunks(1, 2)));
    expect([...chunks.values()]).toEqual(PIECES);
  });

  it('answers the same request again as it did, with no second effect', async () => {
    const { handler } = await openHandler();
    await handler(putChunks('key-00001', chunkAt(1)));
    const again = await handler(putChunks('key-00001', chunkAt(1)));
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([204, 'true']);
    const other = await handler(putChunks('key-00001', chunkAt(2)));
    expect(await problemIn(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('keeps accounts apart', async () => {
    const { handler } = await openHandler();
    await handler(putChunks('key-00001', chunkAt(1)));
    const url = `${ORIGIN}${chunksPath(BOB)}?ids=${chunkIdAt(1)}`;
    expect(await chunksIn(await handler(new Request(url)))).toEqual(new Map());
  });

  it.each([
    ['no ids', ''],
    ['an empty list', '?ids='],
    ['what is no id', '?ids=0123'],
    ['two lists', `?ids=${chunkIdAt(1)}&ids=${chunkIdAt(2)}`],
    ['too many ids', `?ids=${new Array(CHUNKS_ASKED + 1).fill(chunkIdAt(1))}`],
  ])('refuses a question with %s', async (_, query) => {
    const { handler } = await openHandler();
    const answer = await handler(new Request(`${CHUNKS}${query}`));
    expect(await problemIn(answer)).toMatchObject({ status: 400, code: 'invalid-parameter' });
  });

  it('answers as many ids as may be asked for', async () => {
    const { handler } = await openHandler();
    const all = Array.from({ length: CHUNKS_ASKED }, (_, number) => number);
    await handler(putChunks('key-00001', ...all.map((number) => chunkAt(number))));
    expect((await chunksIn(await handler(getChunks(...all)))).size).toBe(CHUNKS_ASKED);
  });

  it.each([
    ['an empty chunk', [[new Uint8Array(16), new Uint8Array(), new Uint8Array()]]],
    ['half a name', [[new Uint8Array(16), Uint8Array.of(1), new Uint8Array(8)]]],
    ['one chunk twice', new Array(2).fill([new Uint8Array(16), Uint8Array.of(1), new Uint8Array()])],
    ['a chunk that is too large', [[new Uint8Array(16), new Uint8Array(64 * 1024 + 1), new Uint8Array()]]],
    ['too many chunks', Array.from({ length: CHUNKS_SENT + 1 }, (_, index) => [index, 1, 1])],
  ])('refuses %s', async (_, chunks) => {
    const { handler, logged } = await openHandler();
    const headers = { 'Content-Type': 'application/cbor', 'Idempotency-Key': 'key-00001' };
    const request = new Request(CHUNKS, { method: 'PUT', body: encodeCbor([1, chunks]), headers });
    expect(await problemIn(await handler(request))).toMatchObject({ status: 400, code: 'invalid-body' });
    expect(logged).toEqual([]);
  });

  it('takes as many chunks as one request may hold', async () => {
    const { handler } = await openHandler();
    const chunks = Array.from({ length: CHUNKS_SENT }, (_, number) => chunkAt(number));
    expect((await handler(putChunks('key-00001', ...chunks))).status).toBe(204);
    expect((await chunksIn(await handler(getChunks(0, CHUNKS_SENT - 1)))).size).toBe(2);
  });
});

describe('a delta with a value in chunks', () => {
  it('[G46] is told in pages, and to whoever lost to it, with the chunks that it names', async () => {
    const { handler } = await openHandler();
    await handler(putChunks('key-00001', LIST, ...PIECES));
    const newer = { ...LARGE, clock: valueEntry('large', 5).clock };
    const delta = save('key-00002', newer, valueEntry('small', 1, 1));
    expect((await handler(delta)).status).toBe(200);
    const { entries } = decodeEntriesPage(await bytesOf(await handler(new Request(ENTRIES))));
    expect(entries).toEqual([newer, valueEntry('small', 1, 1)]);
    const lost = await handler(save('key-00003', tombstone('large', 4)));
    expect(decodeDeltaAnswer(await bytesOf(lost)).winners).toEqual([newer]);
  });

  it('[G46] is refused with those that are missing, of either level, and writes nothing; completed with them, it commits once', async () => {
    const { handler, store } = await openHandler();
    const delta = () => save('key-00001', valueEntry('whole', 1, 1), LARGE, entryInChunks('other', 1, 10, 11));
    const first = await problemIn(await handler(delta()));
    expect(first).toMatchObject({ status: 409, code: 'chunks-missing', missing: [chunkIdAt(10), chunkIdAt(11)] });
    await handler(putChunks('key-00002', LIST, chunkAt(1), chunkAt(11, 2, 3)));
    const second = await problemIn(await handler(delta()));
    expect(second).toMatchObject({ code: 'chunks-missing', missing: [chunkIdAt(2), chunkIdAt(3)] });
    expect(await store.cursorOf(ALICE)).toBe(0);
    await handler(putChunks('key-00003', chunkAt(2), chunkAt(3)));
    const answers = [await handler(delta()), await handler(delta())];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true']);
    expect(decodeEntriesPage(await bytesOf(await handler(new Request(ENTRIES)))).cursor).toBe(3);
  });

  it('is told once of a chunk that is missing, however often it is named', async () => {
    const { handler } = await openHandler();
    await handler(putChunks('key-00001', LIST, chunkAt(2)));
    const refused = await handler(save('key-00002', entryInChunks('a', 1, 10, 1), entryInChunks('b', 1, 1)));
    expect((await problemIn(refused)).missing).toEqual([chunkIdAt(1)]);
  });

  it('needs no chunks for an entry that is lost anyway', async () => {
    const { handler } = await openHandler();
    const winner = valueEntry('large', 5, 5);
    await handler(save('key-00001', winner));
    const lost = await handler(save('key-00002', LARGE));
    expect(decodeDeltaAnswer(await bytesOf(lost)).winners).toEqual([winner]);
  });

  it('is refused for chunks on more than two levels, and for a tombstone with chunks', async () => {
    const { handler } = await openHandler();
    await handler(putChunks('key-00001', chunkAt(20, 10), LIST, ...PIECES));
    const nested = await problemIn(await handler(save('key-00002', entryInChunks('large', 1, 20))));
    expect(nested).toMatchObject({ status: 400, code: 'invalid-body', detail: expect.stringContaining(chunkIdAt(10)) });
    const buried = await problemIn(await handler(save('key-00003', { ...LARGE, isTombstone: true })));
    expect(buried).toMatchObject({ status: 400, code: 'invalid-body' });
  });

  it('goes with its chunks in one batch', async () => {
    const { handler } = await openHandler();
    const headers = { 'content-type': 'application/cbor' };
    const body = new Uint8Array(await putChunks('key-00002', LIST, ...PIECES).arrayBuffer());
    const path = new URL(CHUNKS).pathname;
    const answers = await sendBatch(handler, [
      saveItem([LARGE], { key: 'key-00001', lane: 1 }),
      saveItem([], { key: 'key-00002', lane: 1, method: 'PUT', path, headers, body }),
      saveItem([LARGE], { key: 'key-00003', lane: 1 }),
    ]);
    expect(statusesOf(answers)).toEqual([409, 204, 200]);
    expect(problemOf(answers[0])).toMatchObject({ code: 'chunks-missing', missing: [chunkIdAt(10)] });
  });
});
