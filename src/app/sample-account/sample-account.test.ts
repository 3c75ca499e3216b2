import { expect, test } from 'vitest';
import { sampleAccount } from './sample-account.ts';

const sizeOf = (value: unknown) => JSON.stringify(value).length;

test('the sample has the sizes of the account that it stands for', () => {
  const { profile, preferences, spaces } = sampleAccount();
  const made = spaces.map((make) => make());
  const created = made.slice(0, 2);
  const joined = made.slice(2);
  expect([created.length, joined.length]).toEqual([2, 48]);
  for (const { keys, state } of created) {
    expect(keys).toHaveLength(7);
    expect(sizeOf(keys)).toBeGreaterThan(2_200);
    expect(sizeOf(keys)).toBeLessThan(3_000);
    expect(sizeOf(state)).toBeGreaterThan(1_900_000);
    expect(sizeOf(state)).toBeLessThan(2_100_000);
  }
  for (const { keys, state } of joined) {
    expect(keys).toHaveLength(4);
    expect(sizeOf(keys)).toBeGreaterThan(1_200);
    expect(sizeOf(keys)).toBeLessThan(1_700);
    expect(sizeOf(state)).toBeGreaterThan(33_000);
    expect(sizeOf(state)).toBeLessThan(64_000);
  }
  expect(sizeOf(profile.avatar)).toBeGreaterThan(48_000);
  expect(sizeOf(profile.avatar)).toBeLessThan(52_000);
  expect(sizeOf({ ...profile, avatar: '', preferences })).toBeGreaterThan(4_000);
  expect(sizeOf({ profile, preferences, made })).toBeGreaterThan(6_100_000);
  expect(sizeOf({ profile, preferences, made })).toBeLessThan(6_700_000);
  expect(new Set(made.map(({ id }) => id)).size).toBe(50);
});

test('the same seed makes the same account, another seed another one', () => {
  const first = JSON.stringify(sampleAccount(7).spaces[5]?.());
  expect(JSON.stringify(sampleAccount(7).spaces[5]?.())).toBe(first);
  expect(JSON.stringify(sampleAccount(8).spaces[5]?.())).not.toBe(first);
});
