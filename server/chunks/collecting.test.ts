import { describe, expect, it } from 'vitest';
import { decodeChunks, decodeEntriesPage, type EntriesPage, MOST_ENTRY_CHUNKS } from '../../src/protocol/index.ts';
import { chunkAt, chunkIdAt, entryInChunks, getChunks, putChunks } from '../testing/chunk-requests.ts';
import { bytesOf, ENTRIES, NOW, type OpenHandler, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, tombstone, valueEntry } from '../testing/samples.ts';
import { CHUNK_GRACE } from './collect-chunks.ts';
import { DELTA_LISTS, DELTA_PIECES, MISSING_TOLD } from './require-chunks.ts';

const CHUNKS = [chunkAt(10, 1, 2), chunkAt(1), chunkAt(2)];
const LARGE = entryInChunks('large', 1, 10);

async function heldIn({ handler }: Pick<OpenHandler, 'handler'>, ...numbers: readonly number[]) {
  const chunks = decodeChunks(await bytesOf(await handler(getChunks(...numbers))));
  return chunks.map(({ bytes }) => bytes.byteLength - 1).sort((a, b) => a - b);
}

async function pageIn({ handler }: Pick<OpenHandler, 'handler'>): Promise<EntriesPage> {
  return decodeEntriesPage(await bytesOf(await handler(new Request(ENTRIES))));
}

/** A handler with a clock, to which the chunks have been sent. */
async function withChunks() {
  const clock = { now: NOW };
  const opened = await openHandler({ now: () => clock.now });
  await opened.handler(putChunks('key-chunks', ...CHUNKS));
  return { ...opened, clock };
}

describe('chunks that nothing refers to', () => {
  it('[G46][G48] go after a day; a commit after that answers those as missing, and completed with just those commits once', async () => {
    const { handler, clock, ...opened } = await withChunks();
    await handler(save('key-00001', entryInChunks('other', 1, 1)));
    clock.now += CHUNK_GRACE + 1;
    await handler(putChunks('key-00002', chunkAt(3)));
    expect(await heldIn({ handler }, 1, 2, 3, 10)).toEqual([1, 3]);
    const refused = await problemIn(await handler(save('key-00003', LARGE)));
    expect(refused).toMatchObject({ code: 'chunks-missing', missing: [chunkIdAt(10)] });
    await handler(putChunks('key-00004', chunkAt(10, 1, 2)));
    const again = await problemIn(await handler(save('key-00003', LARGE)));
    expect(again).toMatchObject({ code: 'chunks-missing', missing: [chunkIdAt(2)] });
    await handler(putChunks('key-00005', chunkAt(2)));
    for (const replayed of [null, 'true']) {
      const { status, headers } = await handler(save('key-00003', LARGE));
      expect([status, headers.get('Idempotent-Replayed')]).toEqual([200, replayed]);
    }
    expect(await pageIn({ handler })).toMatchObject({ entries: [entryInChunks('other', 1, 1), LARGE], cursor: 2 });
    expect(await opened.store.cursorOf(ALICE)).toBe(2);
  });

  it('[G48] can be read by who is slow for a day after their value was replaced, and go with a later save', async () => {
    const { handler, clock } = await withChunks();
    await handler(save('key-00001', LARGE));
    clock.now += 2 * CHUNK_GRACE;
    await handler(save('key-00002', valueEntry('large', 2, 2)));
    clock.now += CHUNK_GRACE;
    await handler(save('key-00003', valueEntry('other', 2, 2)));
    expect(await heldIn({ handler }, 1, 2, 10)).toEqual([1, 2, 10]);
    clock.now += 1;
    await handler(save('key-00004', valueEntry('other', 3, 3)));
    expect(await heldIn({ handler }, 1, 2, 10)).toEqual([]);
  });

  it('[G48] stay as long as another value has them', async () => {
    const { handler, clock } = await withChunks();
    await handler(putChunks('key-more', chunkAt(11, 2, 3), chunkAt(3)));
    await handler(save('key-00001', LARGE, entryInChunks('other', 1, 11)));
    await handler(save('key-00002', tombstone('large', 2)));
    clock.now += CHUNK_GRACE + 1;
    await handler(save('key-00003', valueEntry('small', 1, 1)));
    expect(await heldIn({ handler }, 1, 2, 3, 10, 11)).toEqual([2, 3, 11]);
  });

  it('[G31] go at once with everything else', async () => {
    const { handler } = await withChunks();
    await handler(save('key-00001', LARGE));
    const headers = { 'Idempotency-Key': 'key-00002' };
    await handler(new Request(ENTRIES, { method: 'DELETE', headers }));
    expect(await heldIn({ handler }, 1, 2, 10)).toEqual([]);
    const refused = await problemIn(await handler(save('key-00003', LARGE)));
    expect(refused).toMatchObject({ code: 'chunks-missing', missing: [chunkIdAt(10)] });
  });
});

describe('[G40] chunks in an account that is full', () => {
  const full = { quota: { bytes: 1000, entries: 0 } };
  const large = (number: number) => ({ ...chunkAt(number), bytes: new Uint8Array(700) });

  it('are refused, with nothing kept', async () => {
    const { handler } = await openHandler(full);
    await handler(putChunks('key-00001', large(1)));
    const refused = await handler(putChunks('key-00002', chunkAt(2), large(3)));
    expect(await problemIn(refused)).toMatchObject({ status: 507, code: 'quota-exceeded' });
    expect(await heldIn({ handler }, 1, 2, 3)).toEqual([699]);
  });

  it('have room as soon as the value that had it is deleted', async () => {
    const { handler } = await openHandler({ quota: { bytes: 1300, entries: 0 } });
    await handler(putChunks('key-00001', large(1)));
    await handler(save('key-00002', entryInChunks('large', 1, 1)));
    expect((await handler(putChunks('key-00003', large(2)))).status).toBe(507);
    await handler(save('key-00004', tombstone('large', 2)));
    expect((await handler(putChunks('key-00003', large(2)))).status).toBe(204);
  });
});

describe('the limits of a delta in chunks', () => {
  const listed = (count: number) =>
    Array.from({ length: Math.ceil(count / MOST_ENTRY_CHUNKS) }, (_, index) => {
      const first = index * MOST_ENTRY_CHUNKS;
      const numbers = Array.from({ length: Math.min(MOST_ENTRY_CHUNKS, count - first) }, (_, place) => first + place);
      return entryInChunks(`large-${index}`, 1, ...numbers);
    });

  it('bounds how many chunks its entries name, and how many are told to be missing', async () => {
    const { handler, logged } = await openHandler();
    const most = await problemIn(await handler(save('key-00001', ...listed(DELTA_LISTS))));
    expect([most.code, most.missing?.length]).toEqual(['chunks-missing', MISSING_TOLD]);
    const over = await problemIn(await handler(save('key-00001', ...listed(DELTA_LISTS + 1))));
    expect(over).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(logged).toEqual([]);
  });

  it('bounds how many chunks they name in their turn', async () => {
    const { handler, store } = await openHandler();
    const lists = Array.from({ length: DELTA_PIECES / 256 + 1 }, (_, list) => {
      const pieces = Array.from({ length: 256 }, (_, piece) => 1_000_000 + 256 * list + piece);
      return { ...chunkAt(0, ...pieces), id: chunkIdAt(list) };
    });
    await store.transact(ALICE, ({ chunks }) => chunks.put(lists, NOW));
    const most = await problemIn(await handler(save('key-00001', ...listed(lists.length - 1))));
    expect(most).toMatchObject({ status: 409, code: 'chunks-missing' });
    const over = await problemIn(await handler(save('key-00001', ...listed(lists.length))));
    expect(over).toMatchObject({ status: 413, code: 'body-too-large' });
  });
});
