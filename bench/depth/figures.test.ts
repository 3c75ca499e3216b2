import { expect, test } from 'vitest';
import { depthFigures } from './figures.ts';

const pairs = (put: number, enqueue: number) =>
  [1, 2, 3].map((factor) => ({ put: put * factor, enqueue: enqueue * factor }));

test('ratios are those of the medians; what is deepest is compared with what is empty', () => {
  const awake = new Map([
    [0, pairs(1, 3)],
    [1_000, pairs(1, 4)],
    [10_000, pairs(1, 6)],
  ]);
  expect(depthFigures({ awake, workerStopped: pairs(2, 10) })).toEqual({
    'depth.putMs': 2,
    'depth.enqueueMs0': 6,
    'depth.enqueueMs1000': 8,
    'depth.enqueueMs10000': 12,
    'depth.enqueueOverPut': 3,
    'depth.enqueueOverPutWorkerStopped': 5,
    'depth.enqueueRatio10000': 2,
  });
});
