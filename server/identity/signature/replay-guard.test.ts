import { expect, it } from 'vitest';
import { ALICE } from '../../testing/samples.ts';
import type { Principal } from '../principal.ts';
import { ReplayGuard, ReplayGuards } from './replay-guard.ts';

const signature = (number: number) => Uint8Array.of(number, 255);

it('takes a signature once, as long as it is valid', () => {
  const guard = new ReplayGuard();
  expect(guard.take(signature(1), 100, 50)).toBe(true);
  expect(guard.take(signature(1), 100, 100)).toBe(false);
  expect(guard.take(signature(2), 100, 100)).toBe(true);
});

it('forgets what has expired, and the oldest when it holds too many', () => {
  const guard = new ReplayGuard(2);
  for (const number of [1, 2, 3]) guard.take(signature(number), 100, 50);
  expect(guard.take(signature(3), 100, 50)).toBe(false);
  expect(guard.take(signature(1), 100, 50)).toBe(true);
  guard.take(signature(9), 300, 200);
  expect(guard.take(signature(3), 300, 200)).toBe(true);
});

it('forgets nothing of a device for signatures of accounts, which anybody can make', () => {
  const guards = new ReplayGuards(2);
  const account: Principal = { kind: 'account-key', account: ALICE, epoch: 1 };
  const token: Principal = { kind: 'token', account: ALICE };
  guards.of(token).take(signature(1), 100, 50);
  for (const number of [2, 3, 4, 5]) expect(guards.of(account).take(signature(number), 100, 50)).toBe(true);
  expect(guards.of(account).take(signature(5), 100, 50)).toBe(false);
  expect(guards.of(token).take(signature(1), 100, 50)).toBe(false);
});
