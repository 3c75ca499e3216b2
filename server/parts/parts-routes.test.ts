import { describe, expect, it } from 'vitest';
import { type PartId, partPath, type SentEntry } from '../../src/protocol/index.ts';
import { DELTA_PARTS, VALUE_LIMIT, VALUES_LIMIT } from '../entries/join-parts.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { NOW, ORIGIN, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { OCTETS, partIdOf, putRequest } from '../testing/part-requests.ts';
import { ALICE, clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { PART_LIFETIME } from './put-part.ts';

const WHOLE = { since: 0, entries: 10, bytes: 1_000_000 };
const [FIRST, SECOND] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
const UNKNOWN = partIdOf(Uint8Array.of(99));

function inParts(id: string, time: number, ...parts: readonly PartId[]): SentEntry {
  return { id, clock: clockAt(time), isTombstone: false, parts };
}

/** A handler to which both parts have been sent. */
async function withParts(now = () => NOW) {
  const opened = await openHandler({ now });
  for (const [place, part] of [FIRST, SECOND].entries()) await opened.handler(putRequest(`key-part-${place}`, part));
  const held = async () => {
    const ids = [partIdOf(FIRST), partIdOf(SECOND)];
    return (await opened.store.transact(ALICE, (transaction) => transaction.findPartSizes(ids))).length;
  };
  return { ...opened, held };
}

describe('sending a part', () => {
  it('answers 204 without a body, and again when it comes again', async () => {
    const { handler } = await openHandler();
    const responses = [await handler(putRequest('key-00001', FIRST)), await handler(putRequest('key-00001', FIRST))];
    for (const response of responses) {
      expect([response.status, await response.text(), response.headers.get('Content-Type')]).toEqual([204, '', null]);
    }
    expect(responses.map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true']);
  });

  it('refuses one that is not what its name says', async () => {
    const { handler, store } = await openHandler();
    const response = await handler(putRequest('key-00001', FIRST, partIdOf(SECOND)));
    expect(await problemIn(response)).toMatchObject({ status: 422, code: 'part-mismatch' });
    const sizes = await store.transact(ALICE, (transaction) => transaction.findPartSizes([partIdOf(SECOND)]));
    expect(sizes).toEqual([]);
  });

  it.each([
    ['a name that is none', `${ORIGIN}/v1/accounts/${ALICE}/parts/short`, OCTETS, 400, 'invalid-parameter'],
    ['another media type', undefined, 'application/cbor', 415, 'unsupported-media-type'],
  ])('refuses %s', async (_, url, type, status, code) => {
    const { handler } = await openHandler();
    const request = new Request(url ?? `${ORIGIN}${partPath(ALICE, partIdOf(FIRST))}`, {
      method: 'PUT',
      body: FIRST,
      headers: { 'Content-Type': type, 'Idempotency-Key': 'key-00001' },
    });
    expect(await problemIn(await handler(request))).toMatchObject({ status, code });
  });

  it('refuses one that is larger than a body may be', async () => {
    const { handler } = await openHandler({ bodyLimit: 2 });
    expect((await handler(putRequest('key-00001', FIRST))).status).toBe(413);
  });

  it('is nothing that can be read', async () => {
    const { handler } = await openHandler();
    const response = await handler(new Request(`${ORIGIN}${partPath(ALICE, partIdOf(FIRST))}`));
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'PUT']);
  });
});

describe('a delta with a value in parts', () => {
  it('[G34] commits the parts joined in the order in which it names them, and uses them up', async () => {
    const { handler, store, held } = await withParts();
    const [first, second] = [partIdOf(FIRST), partIdOf(SECOND)];
    const response = await handler(save('key-00001', inParts('large', 1, second, first, second), tombstone('b', 1)));
    expect(response.status).toBe(200);
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([
      valueEntry('large', 1, 4, 1, 2, 3, 4),
      tombstone('b', 1),
    ]);
    expect(await held()).toBe(0);
  });

  it('[G34] is refused with those that are missing, and neither writes nor uses up anything', async () => {
    const { handler, store, held } = await withParts();
    const delta = [valueEntry('whole', 1, 1), inParts('large', 1, partIdOf(FIRST), UNKNOWN)];
    const refused = await handler(save('key-00001', ...delta));
    expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'parts-missing', missing: [UNKNOWN] });
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
    expect(await held()).toBe(2);
    await handler(putRequest('key-part-3', Uint8Array.of(99)));
    expect((await handler(save('key-00001', ...delta))).status).toBe(200);
  });

  it('[G34] does not show a reader anything before it is whole', async () => {
    const { handler, store } = await withParts();
    await handler(save('key-00001', valueEntry('large', 1, 9)));
    await handler(save('key-00002', inParts('large', 2, partIdOf(FIRST), UNKNOWN)));
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('large', 1, 9)]);
  });

  it('gives its first answer when it comes again, though its parts are gone', async () => {
    const { handler } = await withParts();
    const delta = inParts('large', 1, partIdOf(FIRST));
    await handler(save('key-00001', delta));
    const again = await handler(save('key-00001', delta));
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
  });

  it('loses as a whole value would, and uses its parts up then too', async () => {
    const { handler, store, held } = await withParts();
    await handler(save('key-00001', valueEntry('large', 5, 5)));
    await handler(save('key-00002', inParts('large', 4, partIdOf(FIRST), partIdOf(SECOND))));
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('large', 5, 5)]);
    expect(await held()).toBe(0);
  });

  it('goes with its parts in one batch', async () => {
    const { handler, store } = await openHandler();
    const headers = { 'content-type': OCTETS };
    const put = (key: string, part: Uint8Array, id = partIdOf(part)) =>
      saveItem([], { key, lane: 1, method: 'PUT', path: partPath(ALICE, id), headers, body: part });
    const answers = await sendBatch(handler, [
      put('key-00001', FIRST),
      put('key-00002', FIRST, UNKNOWN),
      saveItem([inParts('early', 1, partIdOf(SECOND))], { key: 'key-00003', lane: 1 }),
      put('key-00004', SECOND),
      saveItem([inParts('large', 1, partIdOf(FIRST), partIdOf(SECOND))], { key: 'key-00005', lane: 1 }),
    ]);
    expect(statusesOf(answers)).toEqual([204, 422, 409, 204, 200]);
    expect(problemOf(answers[2])).toMatchObject({ code: 'parts-missing', missing: [partIdOf(SECOND)] });
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('large', 1, 1, 2, 3, 4)]);
  });
});

describe('the limits of values in parts', () => {
  const QUARTER = new Uint8Array(VALUE_LIMIT / 4);
  const quarter = partIdOf(QUARTER);
  const fullSize = [quarter, quarter, quarter, quarter];

  it('takes a value of exactly the limit, and refuses one byte more with no effect', async () => {
    const { handler, store, held } = await withParts();
    await handler(putRequest('key-quarter', QUARTER));
    const refused = await handler(save('key-00001', inParts('large', 1, ...fullSize, partIdOf(SECOND))));
    expect(await problemIn(refused)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await store.cursorOf(ALICE)).toBe(0);
    expect(await held()).toBe(2);
    expect((await handler(save('key-00001', inParts('large', 1, ...fullSize)))).status).toBe(200);
    const [entry] = (await store.changes(ALICE, WHOLE)).entries;
    expect(entry?.value.byteLength).toBe(VALUE_LIMIT);
  });

  it('does not let a delta become more than there is memory by naming a part again and again', async () => {
    const { handler, store } = await withParts();
    await handler(putRequest('key-quarter', QUARTER));
    const entries = Array.from({ length: 5 }, (_, index) => inParts(`large-${index}`, 1, ...fullSize));
    const refused = await handler(save('key-00001', ...entries));
    expect(await problemIn(refused)).toMatchObject({ status: 413, detail: expect.stringContaining(`${VALUES_LIMIT}`) });
    expect(await store.cursorOf(ALICE)).toBe(0);
  });

  it('bounds how many parts a delta names, before the database does', async () => {
    const { handler, logged } = await openHandler();
    const names = Array.from({ length: 160 * 256 }, (_, index) => partIdOf(Uint8Array.of(index >> 8, index & 255)));
    const entries = Array.from({ length: 160 }, (_, at) =>
      inParts(`a-${at}`, 1, ...names.slice(256 * at, 256 * at + 256)),
    );
    expect(await problemIn(await handler(save('key-00001', ...entries)))).toMatchObject({ status: 413 });
    const most = entries.slice(0, DELTA_PARTS / 256);
    expect(await problemIn(await handler(save('key-00001', ...most)))).toMatchObject({ status: 409 });
    expect(logged).toEqual([]);
  });
});

it('forgets, when the next part comes, those that no delta has named for thirty days', async () => {
  let now = NOW;
  const { handler, held } = await withParts(() => now);
  now += PART_LIFETIME;
  await handler(putRequest('key-00001', Uint8Array.of(99)));
  expect(await held()).toBe(2);
  await handler(putRequest('key-00002', SECOND));
  now += 1;
  await handler(putRequest('key-00003', Uint8Array.of(98)));
  expect(await held()).toBe(1);
});
