import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { ALICE, tombstone, valueEntry } from './samples.ts';

type Contents = ReadonlyMap<string, Entry>;

/** What somebody has who has read up to a cursor, where there was no more. */
interface Reading {
  readonly cursor: number;
  readonly contents: Contents;
}

/** Reads on and on, page after page, until it is told to end. */
async function follow(store: Store, hasEnded: () => boolean): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const contents = new Map<string, Entry>();
  for (let since = 0; !hasEnded(); ) {
    const page = await store.changes(ALICE, { since, entries: 3, bytes: 1_000 });
    for (const entry of page.entries) contents.set(entry.id, entry);
    if (!page.more) readings.push({ cursor: page.cursor, contents: new Map(contents) });
    since = page.cursor;
    // Where a database is asked without waiting for it, nobody else would get a turn.
    await nextTurn();
  }
  return readings;
}

/** The part of the store's contract that is about reading while somebody writes. */
export function followingContract(name: string, openStore: () => Promise<Store>): void {
  describe(`${name}: following`, () => {
    it('tells at the end of its pages what the account held at their cursor, and nothing else, while it changes', async () => {
      const store = await openStore();
      const written: Entry[] = [];
      const write = async () => {
        for (let count = 0; count < 120; count += 1) {
          const entry = valueEntry(`entry-${(count * 7) % 10}`, count, count);
          await store.transact(ALICE, (transaction) => transaction.putEntries([entry]));
          written.push(entry);
        }
      };
      let hasEnded = false;
      const reading = [1, 2, 3].map(() => follow(store, () => hasEnded));
      await write();
      hasEnded = true;
      const heldAt = (cursor: number): Contents => new Map(written.slice(0, cursor).map((entry) => [entry.id, entry]));
      for (const { cursor, contents } of (await Promise.all(reading)).flat()) {
        expect([cursor, ...contents.values()]).toEqual([cursor, ...sorted(contents, heldAt(cursor))]);
      }
    });

    it('ends at the newest change, though that is not told any more', async () => {
      const store = await openStore();
      await store.transact(ALICE, (transaction) =>
        transaction.putEntries([valueEntry('a', 1), tombstone('b', 1), tombstone('c', 1)]),
      );
      await store.transact(ALICE, (transaction) => transaction.removeTombstones({ until: 3, before: 1_000, most: 10 }));
      const page = { cursor: 3, more: false };
      for (const [since, entries] of [
        [0, [valueEntry('a', 1)]],
        [1, []],
        [2, []],
        [99, []],
      ] as const) {
        expect(await store.changes(ALICE, { since, entries: 1, bytes: 1_000 })).toEqual({ ...page, entries });
      }
    });
  });
}

/** What is expected, in the order in which it was read. */
function sorted(order: Contents, expected: Contents): readonly (Entry | undefined)[] {
  const ids = new Set([...order.keys(), ...expected.keys()]);
  return [...ids].map((id) => expected.get(id));
}
