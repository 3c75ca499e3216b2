import { openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { NO_CONTROLS } from '../../protocol/index.ts';
import { indexedDbLedger } from './indexed-db-ledger.ts';
import type { Ledger } from './ledger.ts';
import { rowOf } from './ledger-contract.ts';

/** What a ledger in a database keeps beyond what every ledger does, as tests. */
export function indexedDbContract(): void {
  let name: string;
  let ledger: Ledger;

  beforeEach(() => {
    name = `ledger-${crypto.randomUUID()}`;
    ledger = indexedDbLedger(name, () => undefined);
  });

  const put = (id: string) => ledger.change(async (draft) => draft.put(rowOf(id)));
  const ids = async () => (await ledger.read()).rows.map(({ id }) => id);

  /** As the first version of the ledger made it and wrote to it. */
  const createFirstVersion = async (...rows: unknown[]) => {
    const database = await openDB(name, 1, {
      upgrade: (opened) => {
        opened.createObjectStore('rows', { keyPath: 'id' }).createIndex('replaces', 'replaces');
        opened.createObjectStore('counters');
      },
    });
    for (const row of rows) await database.put('rows', row);
    await database.put('counters', 41, 'sequence');
    database.close();
  };
  const firstRow = (id: string, replaces: string | null) => {
    const { bytes: _, ...task } = rowOf(id).task;
    return { id, orderingKey: 'lane', replaces, task };
  };

  describe('a ledger of the first version', () => {
    test('keeps its rows and its count, and knows nothing that was not asked then', async () => {
      await createFirstVersion(firstRow('old', 'x'));
      await put('new');
      expect(await ledger.read()).toEqual({
        sequence: 42,
        controls: NO_CONTROLS,
        rows: [
          rowOf('new'),
          // It may have been tried: nobody counted then.
          { ...rowOf('old', { orderingKey: 'lane', replaces: 'x' }), attempts: 1 },
        ].map((row) => ({ ...row, task: { ...row.task, bytes: 0 } })),
      });
    });

    test('is upgraded by adding only: what was there is found, and so is what is new', async () => {
      await createFirstVersion(firstRow('old', 'x'));
      await ledger.change(async (draft) => {
        draft.put(rowOf('created', { creates: 'message:1' }));
        draft.put(rowOf('dependent', { dependsOn: ['created'] }));
      });
      const found = await ledger.change(async (draft) => [
        ...(await draft.findBy('replaces', 'x')),
        ...(await draft.findBy('creates', 'message:1')),
        ...(await draft.findBy('dependsOn', 'created')),
      ]);
      expect(found.map(({ id }) => id)).toEqual(['old', 'created', 'dependent']);
    });
  });

  describe('a ledger that a newer version of the app has opened', () => {
    const upgrade = (version: number) =>
      openDB(name, version, { upgrade: (database) => void database.createObjectStore('of-the-future') });

    test('is read and written all the same', async () => {
      await put('a');
      (await upgrade(9)).close();
      const reopened = indexedDbLedger(name, () => undefined);
      await reopened.change(async (draft) => draft.put(rowOf('b')));
      expect((await reopened.read()).rows.map(({ id }) => id)).toEqual(['a', 'b']);
    });

    test('gives way to the upgrade instead of blocking it, and goes on', async () => {
      await put('a');
      const newer = await upgrade(9);
      expect(newer.version).toBe(9);
      await put('b');
      expect(await ids()).toEqual(['a', 'b']);
      newer.close();
    });
  });

  describe('a ledger with what cannot be read', () => {
    test('leaves such rows out, and they harm no other', async () => {
      await put('a');
      const raw = await openDB(name);
      for (const row of [{ id: 'b', task: 7 }, { id: 'c' }, { ...rowOf('d'), place: 'nowhere' }])
        await raw.put('rows', row);
      raw.close();
      expect(await ids()).toEqual(['a']);
      expect(await ledger.change((draft) => draft.get('b'))).toBeUndefined();
    });

    test('goes by no controls at all when it cannot read them', async () => {
      await put('a');
      const raw = await openDB(name);
      await raw.put('controls', { paused: 'perhaps' }, 'controls');
      raw.close();
      expect((await ledger.read()).controls).toEqual(NO_CONTROLS);
    });
  });

  test('two ledgers over one database count in one sequence', async () => {
    const sequences: number[] = [];
    const here = indexedDbLedger(name, ({ sequence }) => sequences.push(sequence));
    const there = indexedDbLedger(name, ({ sequence }) => sequences.push(sequence));
    await Promise.all(
      [here, there, here].map((one, place) => one.change(async (draft) => draft.put(rowOf(`${place}`)))),
    );
    expect(sequences.sort()).toEqual([1, 2, 3]);
  });
}
