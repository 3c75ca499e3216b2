import { expect, test } from 'vitest';
import type { Outcome } from '../../protocol/index.ts';
import { rowOf } from './ledger-contract.ts';
import { outlived } from './retention.ts';
import type { LedgerRow } from './row.ts';

const completed = (id: string, processedAt: number, outcome: Outcome = { kind: 'dropped' }): LedgerRow => {
  const row = rowOf(id);
  return { ...row, task: { ...row.task, status: 'completed', processedAt, outcome } };
};

test('the oldest beyond the count go, and all past the age, and nothing that is not completed', () => {
  const rows = [rowOf('waiting'), completed('a', 1), completed('b', 2), completed('c', 3)];
  expect(outlived(rows, 10, { count: 2, age: 100 })).toEqual(['a']);
  expect(outlived(rows, 102, { count: 9, age: 100 })).toEqual(['a']);
  expect(outlived(rows, 4, { count: 9, age: 100 })).toEqual([]);
});

test('one that was superseded stays until its successor is settled: others may depend on it', () => {
  const superseded = completed('old', 1, { kind: 'superseded', by: 'new' });
  expect(outlived([superseded, rowOf('new')], 1_000, { count: 0, age: 0 })).toEqual([]);
  expect(outlived([superseded, completed('new', 2)], 1_000, { count: 0, age: 0 })).toEqual(['new', 'old']);
});
