import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TasksChanged } from '../../protocol/index.ts';
import { insert, move, outlived } from './edits.ts';
import { indexedDbLedger } from './indexed-db-ledger.ts';
import type { Ledger } from './ledger.ts';
import { newRow } from './row.ts';

const stamp = (id: string, more: { replaces?: string; account?: string; createdAt?: number } = {}) => ({
  id,
  taskType: 'update-profile',
  version: 1,
  account: 'me',
  context: { fields: ['displayName'] },
  orderingKey: 'profile',
  replaces: null,
  createdAt: 1,
  ...more,
});

let name: string;
let ledger: Ledger;
let announced: TasksChanged[];

beforeEach(() => {
  name = `ledger-${Math.random()}`;
  announced = [];
  ledger = indexedDbLedger(name, (change) => announced.push(change));
});

const put = (...stamps: ReturnType<typeof stamp>[]) =>
  ledger.change(async (draft) => {
    for (const one of stamps) await insert(draft, newRow(one), 5);
  });
const statuses = async () => Object.fromEntries((await ledger.read()).rows.map(({ id, task }) => [id, task.status]));

describe('a ledger', () => {
  test('is empty at first, and counts only transactions that changed something', async () => {
    expect(await ledger.read()).toEqual({ sequence: 0, rows: [] });
    await put(stamp('a'));
    await put(stamp('a'));
    await put(stamp('b'));
    expect((await ledger.read()).sequence).toBe(2);
    expect(announced.map(({ sequence, changed }) => [sequence, changed.map(({ id }) => id)])).toEqual([
      [1, ['a']],
      [2, ['b']],
    ]);
  });

  test('never overwrites a task that is known already', async () => {
    await put(stamp('a'));
    await ledger.change((draft) =>
      move(draft, 'a', 'pending', ({ id, taskType, version, account, context, retryCount, createdAt }) => ({
        ...{ id, taskType, version, account, context, retryCount, createdAt },
        status: 'processing',
        startedAt: 3,
      })),
    );
    await put(stamp('a'));
    expect(await statuses()).toEqual({ a: 'processing' });
  });

  test('lists the oldest task first', async () => {
    await put(stamp('young', { createdAt: 9 }), stamp('old', { createdAt: 2 }));
    expect((await ledger.read()).rows.map(({ id }) => id)).toEqual(['old', 'young']);
  });

  test('a newer task supersedes a waiting one with the same key, of the same account only', async () => {
    await put(stamp('a', { replaces: 'profile' }), stamp('other', { replaces: 'profile', account: 'you' }));
    await put(stamp('b', { replaces: 'profile' }));
    expect(await statuses()).toEqual({ a: 'completed', other: 'pending', b: 'pending' });
    const { rows } = await ledger.read();
    expect(rows.find(({ id }) => id === 'a')?.task).toMatchObject({ outcome: { kind: 'superseded', by: 'b' } });
  });

  test('a newer task that was listed first is not superseded by an older one that a slow tab lists late', async () => {
    await put(stamp('newer', { replaces: 'profile', createdAt: 9 }));
    await put(stamp('older', { replaces: 'profile', createdAt: 2 }));
    expect(await statuses()).toEqual({ older: 'pending', newer: 'pending' });
  });

  test('a task on its way is never superseded', async () => {
    await put(stamp('a', { replaces: 'profile' }));
    await ledger.change((draft) =>
      move(draft, 'a', 'pending', (task) => ({ ...task, status: 'processing', startedAt: 1 })),
    );
    await put(stamp('b', { replaces: 'profile' }));
    expect(await statuses()).toEqual({ a: 'processing', b: 'pending' });
  });

  test('moves a task only from where the caller saw it', async () => {
    await put(stamp('a'));
    const moved = await ledger.change((draft) => move(draft, 'a', 'failed', (task) => task));
    expect(moved).toBeUndefined();
    expect((await ledger.read()).sequence).toBe(1);
  });

  test('a change that throws leaves nothing behind and is not announced', async () => {
    await put(stamp('a'));
    const failing = ledger.change(async (draft) => {
      await draft.put(newRow(stamp('b')));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await statuses()).toEqual({ a: 'pending' });
    expect(announced).toHaveLength(1);
  });

  test('a row that cannot be read is left out and harms no other', async () => {
    await put(stamp('a'));
    const raw = await openDB(name);
    await raw.put('rows', { id: 'broken', task: 7 });
    expect(await statuses()).toEqual({ a: 'pending' });
    raw.close();
  });

  test('gives way to another tab that upgrades it, instead of blocking it', async () => {
    await put(stamp('a'));
    const upgraded = await openDB(name, 2);
    expect(upgraded.version).toBe(2);
    upgraded.close();
  });
});

describe('outlived', () => {
  const completed = (id: string, processedAt: number) => {
    const row = newRow(stamp(id));
    return {
      ...row,
      task: { ...row.task, status: 'completed', processedAt, outcome: { kind: 'superseded', by: 'x' } },
    } as const;
  };

  test('names the oldest beyond the count and all past the age, and nothing that is not completed', () => {
    const rows = [newRow(stamp('waiting')), completed('a', 1), completed('b', 2), completed('c', 3)];
    expect(outlived(rows, 10, { count: 2, age: 100 })).toEqual(['a']);
    expect(outlived(rows, 102, { count: 9, age: 100 })).toEqual(['a']);
    expect(outlived(rows, 4, { count: 9, age: 100 })).toEqual([]);
  });
});
