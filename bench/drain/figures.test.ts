import { expect, test } from 'vitest';
import { drainFigures } from './figures.ts';

test('ratios are those of the medians, and only of contestants that took part', () => {
  const rates = new Map([
    ['stock.rtt50', [16, 18, 90]],
    ['stock.rtt0', [100]],
    ['lanes20.rtt50', [90]],
    ['batched.rtt50', [1_800]],
  ]);
  expect(drainFigures(rates)).toEqual({
    'drain.stock.rtt50.perSecond': 18,
    'drain.stock.rtt0.perSecond': 100,
    'drain.lanes20.rtt50.perSecond': 90,
    'drain.batched.rtt50.perSecond': 1_800,
    'drain.lanes20.rtt50.ratio': 5,
    'drain.batched.rtt50.ratio': 100,
  });
});
