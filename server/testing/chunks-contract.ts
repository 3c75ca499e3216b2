import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChunkId, Entry } from '../../src/protocol/index.ts';
import type { AccountTransaction, ChunkHead, Store } from '../store/store.ts';
import { sumOf, type Usage, usageOf, usageOfChunk, usageOfTombstone } from '../store/usage.ts';
import { chunkAt, chunkIdAt, entryInChunks } from './chunk-requests.ts';
import { ALL, chunkNamed, GRACE, histories, LISTS, makesRoom, type Now, PIECES, runAll } from './chunks-history.ts';
import { ALICE, BOB, tombstone, valueEntry } from './samples.ts';

const IDS = ALL.map(({ id }) => id);
const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };

/** All that an account of these tests holds. */
async function stateOf(store: Store, account = ALICE) {
  const { entries } = await store.changes(account, WHOLE);
  return await store.transact(account, async ({ chunks, usage }) => ({
    entries,
    chunks: await chunks.findHeads(IDS),
    unused: chunks.unused,
    usage,
  }));
}

/** How many entries, and lists that are in use, name each chunk that anything names, counted anew. */
function usesIn(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const count = (ids: readonly ChunkId[]) => {
    for (const id of new Set(ids)) uses.set(id, (uses.get(id) ?? 0) + 1);
  };
  for (const { chunks = [] } of entries) count(chunks);
  for (const id of [...uses.keys()]) count(chunkNamed(id).refs);
  return uses;
}

function usageOfAll(entries: readonly Entry[], chunks: readonly ChunkHead[]): Usage {
  return sumOf([
    ...entries.map(({ isTombstone, value, chunks = [] }) =>
      (isTombstone ? usageOfTombstone : usageOf)(value.byteLength + 16 * chunks.length),
    ),
    ...chunks.map(({ id, refs }) => usageOfChunk(chunkNamed(id).bytes.byteLength + 16 * refs.length)),
  ]);
}

/** The part of the store's contract that is about chunks of values. */
export function chunksContract(name: string, openStore: () => Promise<Store>): void {
  const found = async (store: Store, ...numbers: readonly number[]) => {
    const chunks = await store.findChunks(ALICE, numbers.map(chunkIdAt));
    return chunks.map(({ bytes }) => bytes.byteLength - 1).sort((a, b) => a - b);
  };

  describe(`${name}: chunks`, () => {
    it('gives back what was put, byte for byte, and keeps accounts apart', async () => {
      const store = await openStore();
      await store.transact(ALICE, ({ chunks }) => chunks.put(ALL, 1));
      const chunks = await store.findChunks(ALICE, [...IDS, chunkIdAt(99)]);
      expect(new Map(chunks.map((chunk) => [chunk.id, chunk]))).toEqual(new Map(ALL.map((chunk) => [chunk.id, chunk])));
      expect(await store.findChunks(BOB, IDS)).toEqual([]);
      expect(await store.cursorOf(ALICE)).toBe(0);
    });

    it('takes and finds more than fit into one query', async () => {
      const store = await openStore();
      const many = Array.from({ length: 2500 }, (_, number) => ({ ...chunkAt(0), id: chunkIdAt(number) }));
      await store.transact(ALICE, ({ chunks }) => chunks.put(many, 1));
      expect(
        await store.findChunks(
          ALICE,
          many.map(({ id }) => id),
        ),
      ).toHaveLength(2500);
      expect(await store.findChunks(ALICE, [])).toEqual([]);
    });

    it('refuses an entry whose chunks are not there, or not whole, with nothing written', async () => {
      const store = await openStore();
      await store.transact(ALICE, ({ chunks }) => chunks.put([chunkAt(11, 1, 2), chunkAt(1)], 1));
      for (const list of [11, 12]) {
        const put = store.transact(ALICE, (transaction) => transaction.putEntries([entryInChunks('a', 1, list)]));
        await expect(put).rejects.toThrow('An entry names chunks that are not there.');
      }
      const { entries, chunks } = await stateOf(store);
      expect([entries, chunks.map(({ uses }) => uses)]).toEqual([[], [0, 0]]);
    });

    it('[G48] collects what nothing refers to, once it has been so for long enough: never used, or not any more', async () => {
      const store = await openStore();
      const at = (now: Now, work: (transaction: AccountTransaction) => Promise<unknown>) =>
        store.transact(ALICE, async (transaction) => {
          await work(transaction);
          await transaction.chunks.collect({ now, before: now - GRACE });
        });
      await at(100, ({ chunks }) => chunks.put(ALL, 100));
      await at(110, async (transaction) => {
        await transaction.putEntries([entryInChunks('a', 110, 11)]);
        await transaction.chunks.put([chunkAt(3)], 110);
      });
      await at(120, async () => undefined);
      expect(await found(store, 1, 2, 3, 4, 11, 12, 13, 14)).toEqual([1, 2, 3, 4, 11, 12, 13, 14]);
      await at(121, (transaction) => transaction.putEntries([valueEntry('a', 121, 1)]));
      expect(await found(store, 1, 2, 3, 4, 11, 12, 13, 14)).toEqual([1, 2, 3, 11]);
      await at(141, async () => undefined);
      expect(await found(store, 1, 2, 3, 11)).toEqual([1, 2, 11]);
      await at(142, async () => undefined);
      const nothing = { chunks: [], unused: 0, usage: usageOf(1) };
      expect(await stateOf(store)).toEqual({ entries: [valueEntry('a', 121, 1)], ...nothing });
    });

    it('[G40] makes room at once of what was in use, and leaves what waits for its entry', async () => {
      const store = await openStore();
      await store.transact(ALICE, async (transaction) => {
        await transaction.chunks.put([...LISTS.slice(0, 1), ...PIECES], 1);
        await transaction.putEntries([entryInChunks('a', 1, 11)]);
        await transaction.putEntries([tombstone('a', 2)]);
        await transaction.chunks.put([chunkAt(2)], 1);
        await transaction.collectFreed();
      });
      expect(await found(store, 1, 2, 3, 4, 11)).toEqual([2, 3, 4]);
    });

    it('[G46][G48] counts every use rightly, collects no chunk that is referred to, or was a moment ago, and in the end every other one', async () => {
      const store = await openStore();
      let now = 1;
      await fc.assert(
        fc.asyncProperty(histories, async (history) => {
          /** When each chunk was in use, or came, last. */
          let last = new Map<string, Now>();
          for (const { passed, isUndone, attempts } of history) {
            now += 1 + passed;
            await runAll(store, { isUndone, attempts }, now);
            const { entries, chunks, unused, usage } = await stateOf(store);
            const uses = usesIn(entries);
            expect(new Map(chunks.filter((chunk) => chunk.uses > 0).map((chunk) => [chunk.id, chunk.uses]))).toEqual(
              uses,
            );
            expect(unused).toBe(chunks.length - uses.size);
            expect(usage).toEqual(usageOfAll(entries, chunks));
            const held = new Set<string>(chunks.map(({ id }) => id));
            const early = [...last].filter(([id, time]) => !held.has(id) && time >= now - GRACE);
            if (!attempts.some(makesRoom)) expect(early).toEqual([]);
            last = new Map([...held].map((id) => [id, uses.has(id) ? now : (last.get(id) ?? now)]));
          }
          for (const wait of [0, GRACE + 1]) {
            now += wait;
            await store.transact(ALICE, ({ chunks }) => chunks.collect({ now, before: now - GRACE }));
          }
          const { entries, chunks } = await stateOf(store);
          expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set(usesIn(entries).keys()));
        }),
        { numRuns: 60 },
      );
    }, 60_000);
  });
}
