import { expect, test } from 'vitest';
import type { QueueTask } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';
import { marksOf, placeOfAge } from './axis.ts';
import { momentsOf } from './moments.ts';

const HOUR = 3_600_000;

test('the axis begins with the oldest and ends now, and what is older lies further left', () => {
  expect([placeOfAge(HOUR, HOUR), placeOfAge(0, HOUR)]).toEqual([0, 1]);
  const places = [2 * HOUR, HOUR, 60_000, 1_000, 0, -5].map((age) => placeOfAge(age, HOUR));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test.each([10_000, HOUR, 100 * 24 * HOUR])('the marks of an axis of %i ms do not touch', (longest) => {
  const marks = marksOf(longest);
  expect(marks.length).toBeGreaterThan(0);
  const places = [1, ...marks.map((age) => placeOfAge(age, longest))];
  for (const [place, left] of places.slice(1).entries()) expect(places[place]! - left).toBeGreaterThanOrEqual(0.15);
});

const core = {
  id: 'a',
  taskType: 'save',
  version: 1,
  account: 'me',
  context: 0,
  retryCount: 1,
  createdAt: 10,
  bytes: 1,
};
const passAt = (...times: readonly number[]): PassRecord => ({
  ...{ where: 'worker', startedAt: 0, signs: [], sent: 0, delivered: 0, failed: 0, again: 0 },
  attempts: [...times.map((at) => ({ at, tasks: ['a'], bytes: 1 })), { at: 99, tasks: ['another'], bytes: 1 }],
});

test('a task was saved, sent as often as passes tell, and settled', () => {
  const error = { code: 'refused', message: 'No.' } as const;
  const failed: QueueTask = { ...core, status: 'failed', processedAt: 40, error };
  expect(momentsOf(failed, [passAt(30), passAt(20)])).toEqual([
    { kind: 'saved', at: 10 },
    { kind: 'attempt', at: 20 },
    { kind: 'attempt', at: 30 },
    { kind: 'failed', at: 40 },
  ]);
});

test('an attempt under way is told once, recorded or not', () => {
  const processing: QueueTask = { ...core, status: 'processing', startedAt: 30 };
  const attempts = (passes: readonly PassRecord[]) =>
    momentsOf(processing, passes).filter(({ kind }) => kind === 'attempt').length;
  expect([attempts([]), attempts([passAt(31)])]).toEqual([1, 1]);
});
