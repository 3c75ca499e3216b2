import { expect, test } from 'vitest';
import { attentionOf } from './attention.ts';

const sync = { keys: 'present', dirty: new Set(['profile']) } as const;
const rest = { kind: 'up-to-date' } as const;
const signedOut = { kind: 'waiting-for-sign-in', waiting: 1 } as const;

test('nothing comes before the rest where the keys are there, or are being changed from here', () => {
  expect(attentionOf(sync, rest)).toBeUndefined();
  expect(attentionOf({ ...sync, keys: 'changing' }, rest)).toBeUndefined();
});

test('the new words do, with how much waits for them', () => {
  expect(attentionOf({ ...sync, keys: 'changed' }, rest)).toEqual({ kind: 'keys', waiting: 1 });
});

test('who was shut out signs in first, with the same words', () => {
  expect(attentionOf({ ...sync, keys: 'changed' }, signedOut)).toBeUndefined();
});
