import { beforeEach, describe, expect, test } from 'vitest';
import { NO_CONTROLS, type TasksChanged } from '../../protocol/index.ts';
import { type Stamp, UNASKED } from '../task/stamp.ts';
import { insert } from './edits/insert.ts';
import { move } from './edits/move.ts';
import type { Announce, Ledger } from './ledger.ts';
import { newRow } from './states.ts';

export function stampOf(id: string, asked: Partial<Stamp> = {}): Stamp {
  const blank = { taskType: 'save', version: 1, account: 'me', context: { of: id }, createdAt: 1 };
  return { ...UNASKED, ...blank, orderingKey: null, replaces: null, id, ...asked };
}

export const rowOf = (id: string, asked: Partial<Stamp> = {}) => newRow(stampOf(id, asked), null);

/** What every ledger keeps, as tests. */
export function ledgerContract(name: string, open: (announce: Announce) => Ledger): void {
  let ledger: Ledger;
  let announced: TasksChanged[];

  beforeEach(() => {
    announced = [];
    ledger = open((change) => announced.push(change));
  });

  const put = (...ids: string[]) =>
    ledger.change(async (draft) => {
      for (const id of ids) draft.put(rowOf(id));
    });
  const ids = async () => (await ledger.read()).rows.map(({ id }) => id);

  describe(`${name}: reading`, () => {
    test('is empty at first', async () => {
      expect(await ledger.read()).toEqual({ sequence: 0, rows: [], controls: NO_CONTROLS });
      expect(await ledger.sequence()).toBe(0);
    });

    test('gives back what was put', async () => {
      const row = { ...rowOf('a', { creates: 'x', dependsOn: ['b'], blocksLane: true }), place: 7, attempts: 2 };
      await ledger.change(async (draft) => draft.put(row));
      expect((await ledger.read()).rows).toEqual([row]);
      expect(await ledger.change((draft) => draft.get('a'))).toEqual(row);
      expect(await ledger.change((draft) => draft.get('b'))).toBeUndefined();
    });

    test('lists the oldest task first, those of one millisecond as the queue has them', async () => {
      await ledger.change(async (draft) => {
        draft.put(rowOf('young', { createdAt: 9 }));
        draft.put({ ...rowOf('a', { createdAt: 2 }), place: 7 });
        draft.put({ ...rowOf('b', { createdAt: 2 }), place: 5 });
      });
      expect(await ids()).toEqual(['b', 'a', 'young']);
    });

    test('a snapshot does not change any more', async () => {
      await put('a');
      const { rows } = await ledger.read();
      await put('b');
      expect(await ledger.sequence()).toBe(2);
      expect(rows).toHaveLength(1);
    });
  });

  describe(`${name}: a draft`, () => {
    test('sees what it has written', async () => {
      await put('gone');
      const seen = await ledger.change(async (draft) => {
        draft.put(rowOf('a', { replaces: 'x' }));
        draft.remove('gone');
        draft.setControls({ ...NO_CONTROLS, paused: true });
        return [
          (await draft.get('a'))?.id,
          await draft.get('gone'),
          (await draft.findBy('replaces', 'x')).length,
          (await draft.controls()).paused,
        ];
      });
      expect(seen).toEqual(['a', undefined, 1, true]);
    });

    test.each(['replaces', 'creates'] as const)('finds rows by what they have in "%s"', async (index) => {
      await ledger.change(async (draft) => {
        draft.put(rowOf('a', { [index]: 'x' }));
        draft.put(rowOf('b', { [index]: 'y' }));
        draft.put(rowOf('c'));
      });
      const found = await ledger.change((draft) => draft.findBy(index, 'x'));
      expect(found.map(({ id }) => id)).toEqual(['a']);
    });

    test('finds rows by each of those that they depend on', async () => {
      await ledger.change(async (draft) => {
        draft.put(rowOf('both', { dependsOn: ['x', 'y'] }));
        draft.put(rowOf('one', { dependsOn: ['y'] }));
      });
      const found = (key: string) =>
        ledger.change(async (draft) => (await draft.findBy('dependsOn', key)).map(({ id }) => id).sort());
      expect([await found('x'), await found('y'), await found('z')]).toEqual([['both'], ['both', 'one'], []]);
    });

    test('inserts and moves as the edits ask', async () => {
      await ledger.change((draft) => insert(draft, stampOf('a'), 3, 5));
      const moved = await ledger.change((draft) =>
        move(draft, 'a', 'pending', (row) => ({ ...row, task: { ...row.task, wait: { for: 'app' } } }), 5),
      );
      expect(moved).toMatchObject({ id: 'a', wait: { for: 'app' } });
      expect((await ledger.read()).rows).toMatchObject([{ id: 'a', place: 3, task: { wait: { for: 'app' } } }]);
    });
  });

  describe(`${name}: a change`, () => {
    test('is counted and announced once it is committed, with all that it changed', async () => {
      await put('a', 'b');
      await ledger.change(async (draft) => {
        draft.remove('b');
        draft.put(rowOf('c'));
        draft.setControls({ ...NO_CONTROLS, held: ['me'] });
      });
      expect(announced).toMatchObject([
        { sequence: 1, changed: [{ id: 'a' }, { id: 'b' }], removed: [] },
        { sequence: 2, changed: [{ id: 'c' }], removed: ['b'], controls: { held: ['me'] } },
      ]);
      expect(announced[0]).not.toHaveProperty('controls');
      expect(await ledger.read()).toMatchObject({ sequence: 2, controls: { held: ['me'] } });
    });

    test('is not counted, and not announced, when nothing was changed', async () => {
      expect(await ledger.change(async (draft) => (await draft.get('a')) ?? 'none')).toBe('none');
      expect([announced, (await ledger.read()).sequence]).toEqual([[], 0]);
    });

    test('is not announced before others can read it', async () => {
      const reads: Promise<number>[] = [];
      const telling = open(() => reads.push(telling.read().then(({ rows }) => rows.length)));
      await telling.change(async (draft) => draft.put(rowOf('a')));
      expect(await Promise.all(reads)).toEqual([1]);
    });

    test('that throws leaves nothing behind, and the next one goes through', async () => {
      await put('a');
      const failing = ledger.change(async (draft) => {
        draft.put(rowOf('b'));
        draft.remove('a');
        draft.setControls({ ...NO_CONTROLS, paused: true });
        await draft.get('b');
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect([await ids(), announced.length]).toEqual([['a'], 1]);
      expect((await ledger.read()).controls).toEqual(NO_CONTROLS);
      await put('c');
      expect(announced.map(({ sequence }) => sequence)).toEqual([1, 2]);
    });

    test('waits for the one before: of ten at once each sees all before it', async () => {
      const counts = await Promise.all(
        Array.from({ length: 10 }, (_, place) =>
          ledger.change(async (draft) => {
            const [counter] = await draft.findBy('creates', 'counter');
            const attempts = (counter?.attempts ?? 0) + 1;
            draft.put({ ...rowOf('counter', { creates: 'counter' }), attempts });
            return [place, attempts];
          }),
        ),
      );
      expect(counts).toEqual(Array.from({ length: 10 }, (_, place) => [place, place + 1]));
      expect(announced.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });
  });
}
