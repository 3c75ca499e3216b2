import type { Value } from 'backhaul/journal';
import { expect, test } from 'vitest';
import { parseSpaces } from './space-summary.ts';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(22));
const summary = (name: string, order: number) => ({ name, order, keys: 4, bytes: 9 });

test('spaces stand where they were moved to, the others where they were made', () => {
  const navigation = new Map<string, Value>([
    [`space:${A}`, summary('A', 0)],
    [`space:${B}`, summary('B', 1)],
    [`space:${C}`, summary('C', 2)],
    [`order:${C}`, 0.5],
    [`order:${B}`, 'from another version'],
    ['order:left', 3],
  ]);
  expect(parseSpaces(navigation).map(({ id, order }) => [id, order])).toEqual([
    [A, 0],
    [C, 0.5],
    [B, 1],
  ]);
});
