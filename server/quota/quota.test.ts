import { describe, expect, it } from 'vitest';
import type { SentEntry } from '../../src/protocol/index.ts';
import { ROW_BYTES } from '../store/usage.ts';
import { problemOf, saveItem, sendBatch, statusesOf } from '../testing/batch-requests.ts';
import { openHandler, problemIn, save } from '../testing/open-handler.ts';
import { partIdOf, putRequest } from '../testing/part-requests.ts';
import { ALICE, BOB, clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import {
  asAccount,
  done,
  foundAsked,
  inviteAsked,
  joinAsked,
  leaveAsked,
  makeSpace,
  pageFor,
  sendAsked,
  unsendAsked,
} from '../testing/space-requests.ts';
import { HOME, OTHER_SECRET, spaceNamed, WORK } from '../testing/space-samples.ts';
import type { Quota } from './quota.ts';

const WHOLE = { since: 0, entries: 10, bytes: 1_000_000 };
const EXCEEDED = { status: 507, code: 'quota-exceeded' };

/** Bytes for so many rows, and so many more. */
const rows = (count: number, more = 0) => count * ROW_BYTES + more;

const large = (id: string, bytes: number, clock = 1): SentEntry => ({
  ...valueEntry(id, clock),
  value: new Uint8Array(bytes),
});

async function within(quota: Partial<Quota>) {
  const { handler, store } = await openHandler({ quota });
  let keys = 0;
  const put = async (...entries: SentEntry[]) => {
    keys += 1;
    return await handler(save(`key-${keys}`.padEnd(8, '-'), ...entries));
  };
  const usage = (account = ALICE) => store.transact(account, async (transaction) => transaction.usage);
  return { handler, store, put, usage };
}

describe('[G40] an account that would hold too much', () => {
  it('is refused the entry, with nothing changed, and no record of it', async () => {
    const { handler, store, put, usage } = await within({ bytes: rows(2, 10) });
    expect((await put(large('a', 5))).status).toBe(200);
    const request = () => save('key-same', large('b', 6), large('a', 4, 2));
    expect((await handler(request())).status).toBe(200);
    expect(await usage()).toEqual({ bytes: rows(2, 10), entries: 2 });
    const refused = save('key-more', large('b', 7, 3));
    const response = await handler(refused.clone() as Request);
    expect(response.headers.get('Retry-After')).toBeNull();
    expect(await problemIn(response)).toMatchObject(EXCEEDED);
    expect(await usage()).toEqual({ bytes: rows(2, 10), entries: 2 });
    expect(await store.cursorOf(ALICE)).toBe(3);
    await put(tombstone('a', 4));
    expect((await handler(refused)).status).toBe(200);
  });

  it('is refused one entry more than it may hold, where tombstones do not count', async () => {
    const { put } = await within({ entries: 2 });
    expect((await put(large('a', 1), large('b', 1))).status).toBe(200);
    expect(await problemIn(await put(large('c', 1)))).toMatchObject(EXCEEDED);
    expect((await put(large('c', 1), tombstone('a', 2))).status).toBe(200);
    expect((await put(large('c', 9, 2))).status).toBe(200);
  });

  it('is refused a part, and a message, which then are not there', async () => {
    const { handler, store } = await within({ bytes: rows(3, 1) });
    await makeSpace(handler);
    await done(handler, ALICE, sendAsked('a', new Uint8Array(1)));
    const part = new Uint8Array(2);
    expect(await problemIn(await handler(putRequest('key-00001', part)))).toMatchObject(EXCEEDED);
    const message = sendAsked('b', new Uint8Array(2));
    expect(await problemIn(await handler(asAccount(ALICE, message)))).toMatchObject(EXCEEDED);
    expect((await pageFor(handler, BOB)).messages).toHaveLength(1);
    expect(await store.transact(ALICE, (transaction) => transaction.findPartSizes([partIdOf(part)]))).toEqual([]);
    await done(handler, BOB, sendAsked('c', new Uint8Array(2)));
  });

  it('always deletes, and replaces what is there by what is no larger', async () => {
    const { handler, store, put } = await within({ bytes: rows(3), entries: 1 });
    const stored = ['a', 'b', 'c'].map((id) => ({ ...valueEntry(id, 1), value: new Uint8Array(500) }));
    await store.transact(ALICE, (transaction) => transaction.putEntries(stored));
    expect((await put(large('a', 500, 2))).status).toBe(200);
    expect((await put(large('a', 499, 3))).status).toBe(200);
    expect(await problemIn(await put(large('a', 500, 4)))).toMatchObject(EXCEEDED);
    expect((await put(tombstone('b', 2, 1, 2, 3))).status).toBe(200);
    expect((await put({ ...tombstone('c', 2), value: new Uint8Array(500) })).status).toBe(200);
    const removal = new Request(`http://backhaul.test/v1/accounts/${ALICE}/entries`, {
      method: 'DELETE',
      headers: { 'Idempotency-Key': 'key-removal' },
    });
    expect((await handler(removal)).status).toBe(200);
    expect((await put(large('a', 100, 9))).status).toBe(200);
  });

  it('deletes what the server never had, too, up to an eighth more than its quota', async () => {
    const { put } = await within({ bytes: rows(8) });
    expect((await put(large('a', rows(7)))).status).toBe(200);
    expect(await problemIn(await put(large('b', 0)))).toMatchObject(EXCEEDED);
    expect((await put(tombstone('b', 1))).status).toBe(200);
    expect(await problemIn(await put(tombstone('c', 1)))).toMatchObject(EXCEEDED);
    expect(await problemIn(await put(tombstone('b', 2, 1)))).toMatchObject(EXCEEDED);
  });

  it('has room again for what an owner has deleted of its messages', async () => {
    const { handler } = await within({ bytes: rows(3, 10) });
    await makeSpace(handler);
    await done(handler, BOB, sendAsked('a', new Uint8Array(10)));
    const more = sendAsked('b', new Uint8Array(10));
    expect(await problemIn(await handler(asAccount(BOB, more)))).toMatchObject(EXCEEDED);
    await done(handler, ALICE, unsendAsked('a'));
    await done(handler, BOB, more);
  });

  it('is refused a space, though it has left all that it has made: their names stay taken', async () => {
    const { handler, usage } = await within({ bytes: rows(2) });
    for (const space of [HOME, WORK]) {
      await done(handler, ALICE, foundAsked(space));
      await done(handler, ALICE, leaveAsked(ALICE, space));
    }
    expect(await usage()).toEqual({ bytes: rows(2), entries: 0 });
    const third = spaceNamed('third');
    expect(await problemIn(await handler(asAccount(ALICE, foundAsked(third))))).toMatchObject(EXCEEDED);
    await done(handler, BOB, foundAsked(third));
  });

  it('joins spaces all the same, up to an eighth more than its quota', async () => {
    const { handler, usage } = await within({ bytes: rows(8) });
    await makeSpace(handler, []);
    await done(handler, BOB, foundAsked(WORK));
    await done(handler, BOB, sendAsked('a', new Uint8Array(rows(6)), WORK));
    await done(handler, BOB, joinAsked(BOB));
    expect(await usage(BOB)).toEqual({ bytes: rows(9), entries: 1 });
    await done(handler, ALICE, leaveAsked(BOB));
    await done(handler, ALICE, inviteAsked({}, OTHER_SECRET));
    const again = joinAsked(BOB, OTHER_SECRET);
    expect(await problemIn(await handler(asAccount(BOB, again)))).toMatchObject(EXCEEDED);
    await done(handler, BOB, unsendAsked('a', WORK));
    await done(handler, BOB, again);
  });

  it('is told so for its item of a batch, whose lane goes on', async () => {
    const { handler, store } = await openHandler({ quota: { entries: 2 } });
    const item = (id: string) => saveItem([valueEntry(id, 1, 1)], { key: `key-of-${id}`, lane: 1 });
    const [both, bury] = [item('c'), saveItem([tombstone('a', 2)], { key: 'key-bury', lane: 1 })];
    const answers = await sendBatch(handler, [item('a'), item('b'), both, bury, item('d')]);
    expect(statusesOf(answers)).toEqual([200, 200, 507, 200, 200]);
    expect(problemOf(answers[2])).toMatchObject(EXCEEDED);
    expect((await store.changes(ALICE, WHOLE)).entries.map(({ id }) => id)).toEqual(['b', 'a', 'd']);
  });

  it('pays once for a value in parts', async () => {
    const { handler, usage } = await within({ bytes: rows(2, 4) });
    const [one, two] = [Uint8Array.of(1, 2), Uint8Array.of(3, 4)];
    for (const part of [one, two]) expect((await handler(putRequest(`key-part-${part[0]}`, part))).status).toBe(204);
    expect(await usage()).toEqual({ bytes: rows(2, 4), entries: 2 });
    const parts = [partIdOf(one), partIdOf(two)];
    const response = await handler(save('key-00001', { id: 'a', clock: clockAt(1), isTombstone: false, parts }));
    expect(response.status).toBe(200);
    expect(await usage()).toEqual({ bytes: rows(1, 4), entries: 1 });
  });
});

it('is no limit where it is 0', async () => {
  const { put } = await within({ bytes: 0, entries: 0 });
  expect((await put(large('a', 1000), large('b', 1000))).status).toBe(200);
});
