import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ChunkId, type Clock, chunkIdSchema } from '../../protocol/index.ts';
import { type ChunkRow, chunkRows, lookAtChunks, type ReadChunks } from '../chunks/chunk-rows.ts';
import { NEW_HISTORY } from '../heads/history-state.ts';
import { clockAt } from '../testing/clocks.ts';
import type { JournalStore } from './journal-store.ts';
import type { EntryRow } from './rows.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

function clean(id: string, clock: Clock, collection = 'one'): EntryRow {
  return { state: 'clean', id, collection, clock, isTombstone: false, value: bytes(1) };
}

function dirty(id: string, clock: Clock, collection = 'one'): EntryRow {
  return { ...clean(id, clock, collection), state: 'dirty', dirty: collection, acknowledged: null };
}

/** What every store of a journal must keep. */
export function journalStoreContract(title: string, open: () => JournalStore): void {
  describe(title, () => {
    let store: JournalStore;
    beforeEach(() => {
      store = open();
    });
    const put = (...rows: readonly EntryRow[]) =>
      store.change(async (draft) => {
        for (const row of rows) draft.put(row);
      });

    test('begins empty, with sync on and nothing read', async () => {
      expect(await store.state()).toEqual({
        clock: null,
        offset: 0,
        cursor: 0,
        own: [],
        isSyncOn: true,
        history: NEW_HISTORY,
      });
      expect(await store.ids()).toEqual([]);
    });

    test('gives rows in the order of the ids asked for, and nothing for those it has not', async () => {
      await put(clean('b', clockAt(1)), clean('a', clockAt(2)));
      const { rows } = await store.read(['a', 'none', 'b']);
      expect(rows.map((row) => row?.id)).toEqual(['a', undefined, 'b']);
    });

    test('keeps every field of a row', async () => {
      const row: EntryRow = {
        ...dirty('a', clockAt(2)),
        state: 'dirty',
        dirty: 'one',
        isTombstone: true,
        acknowledged: { clock: clockAt(1), isTombstone: false, value: bytes(9, 8) },
      };
      await put(row);
      expect((await store.read(['a'])).rows).toEqual([row]);
    });

    test('finds the dirty rows of a collection, oldest first, and no others', async () => {
      await put(dirty('late', clockAt(3)), clean('clean', clockAt(1)), dirty('early', clockAt(2)));
      await put(dirty('elsewhere', clockAt(1), 'two'));
      expect((await store.dirtyIn('one')).map(({ id }) => id)).toEqual(['early', 'late']);
    });

    test('marks each collection with its newest dirty clock', async () => {
      await put(dirty('a', clockAt(3)), dirty('b', clockAt(2)), dirty('c', clockAt(1), 'two'), clean('d', clockAt(9)));
      const marks = [...(await store.dirtyMarks())].sort((a, b) => (a.collection < b.collection ? -1 : 1));
      expect(marks).toEqual([
        { collection: 'one', newest: clockAt(3), entry: 'a' },
        { collection: 'two', newest: clockAt(1), entry: 'c' },
      ]);
    });

    test('a row that becomes clean is no longer marked', async () => {
      await put(dirty('a', clockAt(1)));
      await put(clean('a', clockAt(1)));
      expect([await store.dirtyIn('one'), await store.dirtyMarks()]).toEqual([[], []]);
    });

    test('a change that throws leaves nothing', async () => {
      const failing = store.change(async (draft) => {
        draft.put(clean('a', clockAt(1)));
        draft.setState({ ...(await draft.state()), cursor: 7 });
        throw new Error('cut off');
      });
      await expect(failing).rejects.toThrow('cut off');
      expect([await store.ids(), (await store.state()).cursor]).toEqual([[], 0]);
    });

    test('a change reads what is there and what it has put', async () => {
      await put(clean('a', clockAt(1)));
      const seen = await store.change(async (draft) => {
        const before = await draft.get(['a', 'b']);
        draft.put(clean('b', clockAt(2)));
        return [...before, ...(await draft.get(['b']))].map((row) => row?.id);
      });
      expect(seen).toEqual(['a', undefined, 'b']);
    });

    test('keeps losers and broken entries until they are removed', async () => {
      const version = { clock: clockAt(1), isTombstone: false, value: bytes(1) };
      await store.change(async (draft) => {
        draft.putLoser({ id: 'a 1', entry: 'a', collection: 'one', ...version });
        draft.putBroken({ id: 'b', ...version, reason: 'not-authentic' });
      });
      expect([(await store.losers()).length, (await store.broken()).length]).toEqual([1, 1]);
      await store.change(async (draft) => {
        draft.removeLoser('a 1');
        draft.removeBroken('b');
      });
      expect([await store.losers(), await store.broken()]).toEqual([[], []]);
    });

    test('removes the losers of one entry, and of no other', async () => {
      const version = { collection: 'one', clock: clockAt(1), isTombstone: false, value: bytes(1) };
      await store.change(async (draft) => {
        for (const id of ['a 1', 'a 2', 'ab 1', 'b 1']) draft.putLoser({ id, entry: id.slice(0, -2), ...version });
        draft.removeLosersOf('a');
      });
      expect((await store.losers()).map(({ id }) => id).sort()).toEqual(['ab 1', 'b 1']);
    });

    describe('of chunks', () => {
      const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((digit) => v.parse(chunkIdSchema, digit.repeat(32)));
      const look = <Result>(work: (rows: ReadChunks) => Promise<Result>) => lookAtChunks(store, work);
      const chunk = (id: ChunkId, state: ChunkRow['state'] = 'unsent'): ChunkRow => ({
        ...{ id, state, bytes: bytes(1, 2), refs: [id] },
      });
      if (!a || !b || !c || !d || !e) throw new Error('There are five.');

      test('keeps every field, and knows those that were not sent', async () => {
        await store.change(async (draft) => {
          chunkRows(draft.table).put(chunk(b));
          chunkRows(draft.table).put(chunk(a, 'sent'));
          chunkRows(draft.table).put(chunk(c));
          chunkRows(draft.table).remove(c);
        });
        expect(await look(({ get }) => get([a, c, b]))).toEqual([chunk(a, 'sent'), undefined, chunk(b)]);
        expect([...(await look(({ ids }) => ids()))].sort()).toEqual([a, b]);
        expect(await look(({ here }) => here([c, b, a]))).toEqual(new Set([a, b]));
        expect(await look(({ unsent }) => unsent([c, b, a]))).toEqual(new Set([b]));
        const seen = await store.change(async (draft) => [
          [...(await chunkRows(draft.table).ids())].sort(),
          await chunkRows(draft.table).get([b]),
        ]);
        expect(seen).toEqual([[a, b], [chunk(b)]]);
      });

      test('knows which are named: by what stands, was acknowledged, has lost, or is broken', async () => {
        const version = { clock: clockAt(1), isTombstone: false, value: bytes(1) };
        await store.change(async (draft) => {
          draft.put({ ...clean('1', clockAt(1)), chunks: [a, b] });
          draft.put({
            ...dirty('2', clockAt(2)),
            state: 'dirty',
            dirty: 'one',
            acknowledged: { ...version, chunks: [b, c] },
          });
          draft.put(dirty('3', clockAt(3)));
          draft.putLoser({ id: 'x 1', entry: 'x', collection: 'one', ...version, chunks: [d] });
          draft.putBroken({ id: 'y', ...version, chunks: [e], reason: 'chunk-missing' });
        });
        const named = () => look(async (rows) => [...new Set(await rows.named())].sort());
        expect(await named()).toEqual([a, b, c, d, e]);
        await put(clean('1', clockAt(2)), clean('2', clockAt(3)));
        await store.change(async (draft) => {
          draft.removeLoser('x 1');
          draft.removeBroken('y');
        });
        expect(await named()).toEqual([]);
      });
    });

    test('gives and takes nothing any more once it was closed', async () => {
      await put(clean('a', clockAt(1)));
      store.close();
      await expect(store.ids()).rejects.toMatchObject({ code: 'storage-unavailable' });
      await expect(store.read(['a'])).rejects.toMatchObject({ code: 'storage-unavailable' });
      await expect(put(clean('b', clockAt(2)))).rejects.toMatchObject({ code: 'storage-unavailable' });
    });

    test('is empty after it was destroyed', async () => {
      await put(clean('a', clockAt(1)));
      await store.destroy();
      expect(await store.ids()).toEqual([]);
    });
  });
}
