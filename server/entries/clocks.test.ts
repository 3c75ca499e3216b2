import { describe, expect, it } from 'vitest';
import { CLOCK_AHEAD_LIMIT, timeOf } from '../../src/protocol/index.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { NOW, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';

const WHOLE = { since: 0, entries: 10, bytes: 1_000 };
const AHEAD = valueEntry('ahead', NOW + CLOCK_AHEAD_LIMIT + 1, 1);

describe('a clock that is ahead of the server', () => {
  it('is taken up to the limit', async () => {
    const { handler } = await openHandler();
    expect((await handler(save('key-00001', valueEntry('a', NOW + CLOCK_AHEAD_LIMIT, 1)))).status).toBe(200);
  });

  it('[G33] is refused beyond it with the server’s time, and nothing of its delta is written', async () => {
    const { handler, store, logged } = await openHandler();
    const response = await handler(save('key-00001', valueEntry('fine', 1, 1), AHEAD, valueEntry('behind', 2, 2)));
    expect(await problemIn(response)).toMatchObject({ status: 409, code: 'clock-ahead', now: NOW });
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
    expect(logged).toEqual([]);
  });

  it('is refused in a tombstone, and in an entry in parts, as well', async () => {
    const { handler } = await openHandler();
    const { value: _, ...head } = AHEAD;
    for (const entry of [
      { ...AHEAD, isTombstone: true },
      { ...head, parts: [] },
    ]) {
      expect((await handler(save('key-00001', entry))).status).toBe('parts' in entry ? 400 : 409);
    }
  });

  it('[G33] can be corrected: the same key is accepted then, once', async () => {
    const { handler, store } = await openHandler();
    expect((await handler(save('key-00001', AHEAD))).status).toBe(409);
    const corrected = valueEntry('ahead', NOW, 1);
    const responses = [await handler(save('key-00001', corrected)), await handler(save('key-00001', corrected))];
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(responses.map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true']);
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [corrected], cursor: 1, more: false });
  });

  it('is taken once the server’s time has come near', async () => {
    let now = NOW;
    const { handler } = await openHandler({ now: () => now });
    expect((await handler(save('key-00001', AHEAD))).status).toBe(409);
    now += 1;
    expect((await handler(save('key-00001', AHEAD))).status).toBe(200);
  });

  it('keeps its first answer when the server’s own clock has gone back since', async () => {
    let now = timeOf(AHEAD.clock);
    const { handler } = await openHandler({ now: () => now });
    expect((await handler(save('key-00001', AHEAD))).status).toBe(200);
    now = NOW;
    const again = await handler(save('key-00001', AHEAD));
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
  });

  it('is refused in a batch without stopping its lane, and leaves nothing', async () => {
    const { handler, store } = await openHandler();
    const answers = await sendBatch(handler, [
      saveItem([valueEntry('a', 1, 1)], { key: 'key-00001', lane: 1 }),
      saveItem([valueEntry('b', 1, 1), AHEAD], { key: 'key-00002', lane: 1 }),
      saveItem([valueEntry('c', 1, 1)], { key: 'key-00003', lane: 1 }),
    ]);
    expect(statusesOf(answers)).toEqual([200, 409, 200]);
    expect(problemOf(answers[1])).toMatchObject({ code: 'clock-ahead', now: NOW });
    expect((await store.changes(ALICE, WHOLE)).entries.map(({ id }) => id)).toEqual(['a', 'c']);
  });
});

it('[G33] never refuses an old clock', async () => {
  const { handler } = await openHandler();
  expect((await handler(save('key-00001', valueEntry('a', 0, 1)))).status).toBe(200);
});

it('[G32] changes nothing when any of the entries of a delta is refused, wherever it stands', async () => {
  for (let place = 0; place < 5; place += 1) {
    const { handler, store } = await openHandler();
    const good = Array.from({ length: 5 }, (_, index) => valueEntry(`entry-${index}`, 1, index));
    const spoilt = good.with(place, { ...AHEAD, id: `entry-${place}` });
    expect((await handler(save('key-00001', ...spoilt))).status).toBe(409);
    expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
    expect((await handler(save('key-00001', ...good))).status).toBe(200);
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual(good);
  }
});
