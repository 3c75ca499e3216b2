import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('full jitter stays below the doubled base and below five minutes', () => {
  fc.assert(
    fc.property(fc.nat(10_000), dice, (retries, roll) => {
      const wait = backoff(retries, () => roll);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(Math.min(300_000, 1000 * 2 ** Math.min(retries, 30)));
    }),
  );
});
