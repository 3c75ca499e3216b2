import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Refusal } from '../handler/refusal.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import { RateLimits } from './rate-limits.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const refusalOf = (work: Promise<void>) => work.then(() => undefined).catch((error: Refusal) => error);

describe('the rate of an address', () => {
  it('is counted by the minute, and says how long to wait in whole seconds, rounded up', async () => {
    const limits = new RateLimits({ requestsPerAddress: 2, requestsPerAccount: 0 });
    await limits.address('192.0.2.1');
    vi.advanceTimersByTime(10_500);
    await limits.address('192.0.2.1');
    const refusal = await refusalOf(limits.address('192.0.2.1'));
    expect(refusal?.problem).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(refusal?.headers).toEqual({ 'Retry-After': '50' });
    vi.advanceTimersByTime(49_500);
    expect(await refusalOf(limits.address('192.0.2.1'))).toBeUndefined();
  });

  it('leaves other addresses alone, and whoever comes from nowhere', async () => {
    const limits = new RateLimits({ requestsPerAddress: 1, requestsPerAccount: 0 });
    await limits.address('192.0.2.1');
    await limits.address('192.0.2.2');
    await limits.address(undefined);
    await limits.address(undefined);
  });

  it.each([
    ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
    ['2001:db8::', '2001:db8:0:0:1::', true],
    ['fe80::1%eth0', 'fe80::2%eth1', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', true],
  ])('takes %s and %s for one network: %s', async (one, other, areOne) => {
    const limits = new RateLimits({ requestsPerAddress: 1, requestsPerAccount: 0 });
    await limits.address(one);
    expect((await refusalOf(limits.address(other))) !== undefined).toBe(areOne);
  });
});

describe('the rate of an account', () => {
  it('is its own', async () => {
    const refused: string[] = [];
    const limits = new RateLimits({ requestsPerAddress: 1, requestsPerAccount: 1 }, (by) => refused.push(by));
    await limits.account(ALICE);
    await limits.account(BOB);
    expect((await refusalOf(limits.account(ALICE)))?.problem.code).toBe('too-many-requests');
    await limits.address('192.0.2.1');
    await refusalOf(limits.address('192.0.2.1'));
    expect(refused).toEqual(['account', 'address']);
  });

  it('is unlimited with 0', async () => {
    const limits = new RateLimits({ requestsPerAddress: 0, requestsPerAccount: 0 });
    for (let count = 0; count < 1000; count += 1) {
      await limits.account(ALICE);
      await limits.address('192.0.2.1');
    }
  });
});

it('keeps a bounded number of counters, however many ask', async () => {
  const limits = new RateLimits({ requestsPerAddress: 1000, requestsPerAccount: 0 });
  for (let count = 0; count < 140_000; count += 1) await limits.address(`name ${count}`);
  expect(vi.getTimerCount()).toBeLessThanOrEqual(131_072);
});
