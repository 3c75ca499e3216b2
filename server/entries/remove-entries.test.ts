import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decodeDeltaAnswer, IDEMPOTENCY_KEY, removalReceiptSchema } from '../../src/protocol/index.ts';
import { saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { bytesOf, ENTRIES, NOW, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { partIdOf, putRequest } from '../testing/part-requests.ts';
import { ALICE, BOB, tombstone, valueEntry } from '../testing/samples.ts';

const WHOLE = { since: 0, entries: 10, bytes: 1_000 };

function removal(key: string | undefined): Request {
  return new Request(ENTRIES, { method: 'DELETE', headers: key === undefined ? {} : { [IDEMPOTENCY_KEY]: key } });
}

async function receiptIn(response: Response) {
  return v.parse(removalReceiptSchema, await response.json());
}

describe('removing an account’s data', () => {
  it('[G31] removes entries, tombstones and parts, and gives a receipt in JSON', async () => {
    const { handler, store } = await openHandler();
    const part = Uint8Array.of(1, 2, 3);
    await handler(save('key-00001', valueEntry('a', 1, 1), tombstone('b', 1, 2)));
    await handler(putRequest('key-00002', part));
    const response = await handler(removal('key-00003'));
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
    expect(await receiptIn(response)).toEqual({ removed: 2, at: NOW });
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([]);
    const parts = await store.transact(ALICE, (transaction) => transaction.findParts([partIdOf(part)]));
    expect(parts).toEqual([]);
  });

  it('[G31] takes no earlier delta for done that comes again: its entries are there after it', async () => {
    const { handler, store } = await openHandler();
    await handler(save('key-00001', valueEntry('a', 2, 7)));
    const older = save('key-00002', valueEntry('a', 1, 1), valueEntry('b', 1, 1));
    expect(decodeDeltaAnswer(await bytesOf(await handler(older.clone()))).winners).toEqual([valueEntry('a', 2, 7)]);
    await handler(removal('key-00003'));
    const answers = [await handler(older.clone()), await handler(older.clone())];
    expect(answers.map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true']);
    for (const answer of answers) {
      expect(decodeDeltaAnswer(await bytesOf(answer))).toEqual({ from: 2, to: 4, winners: [] });
    }
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('a', 1, 1), valueEntry('b', 1, 1)]);
  });

  it('leaves other accounts alone', async () => {
    const { handler, store } = await openHandler();
    await store.transact(BOB, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
    await handler(removal('key-00001'));
    expect((await store.changes(BOB, WHOLE)).entries).toHaveLength(1);
  });

  it('never sets the cursor back: who asks from an old one on gets what came later', async () => {
    const { handler, store } = await openHandler();
    await handler(save('key-00001', valueEntry('a', 1, 1), valueEntry('b', 1, 1)));
    await handler(removal('key-00002'));
    expect(await store.changes(ALICE, { ...WHOLE, since: 2 })).toEqual({ entries: [], cursor: 2, more: false });
    await handler(save('key-00003', valueEntry('c', 1, 1)));
    const page = await store.changes(ALICE, { ...WHOLE, since: 2 });
    expect(page).toEqual({ entries: [valueEntry('c', 1, 1)], cursor: 3, more: false });
  });

  it('has one effect per key, and the same receipt each time', async () => {
    const { handler, store } = await openHandler();
    await handler(save('key-00001', valueEntry('a', 1, 1)));
    await handler(removal('key-00002'));
    await handler(save('key-00003', valueEntry('b', 1, 1)));
    const again = await handler(removal('key-00002'));
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(await receiptIn(again)).toEqual({ removed: 1, at: NOW });
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('b', 1, 1)]);
  });

  it('needs a key, and not one that stood for something else', async () => {
    const { handler } = await openHandler();
    expect(await problemIn(await handler(removal(undefined)))).toMatchObject({ code: 'idempotency-key-missing' });
    await handler(save('key-00001', valueEntry('a', 1, 1)));
    expect(await problemIn(await handler(removal('key-00001')))).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('is possible in a batch, in its order', async () => {
    const { handler, store } = await openHandler();
    const answers = await sendBatch(handler, [
      saveItem([valueEntry('a', 1, 1)], { key: 'key-00001', lane: 1 }),
      saveItem([], { key: 'key-00002', lane: 1, method: 'DELETE', headers: {}, body: null }),
      saveItem([valueEntry('b', 1, 1)], { key: 'key-00003', lane: 1 }),
    ]);
    expect(statusesOf(answers)).toEqual([200, 200, 200]);
    expect((await store.changes(ALICE, WHOLE)).entries).toEqual([valueEntry('b', 1, 1)]);
  });
});
