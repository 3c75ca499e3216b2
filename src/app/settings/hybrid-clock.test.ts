import { compareClocks } from 'backhaul/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tick } from './hybrid-clock.ts';

const DEVICE = '0123456789abcdef';

test('a tick is later than the one before, whatever the device believes about the time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 47 }), { minLength: 2 }), (times) => {
      const ticks: ReturnType<typeof tick>[] = [];
      for (const now of times) ticks.push(tick(ticks.at(-1), now, DEVICE));
      for (const [place, later] of ticks.entries()) {
        const earlier = ticks[place - 1];
        if (earlier) expect(compareClocks(earlier, later)).toBeLessThan(0);
      }
    }),
  );
});

test('an exhausted counter carries into the time', () => {
  const full = tick(undefined, 5, DEVICE).replace('-0000-', '-ffff-') as ReturnType<typeof tick>;
  expect(tick(full, 5, DEVICE)).toBe(`000000000006-0000-${DEVICE}`);
});
