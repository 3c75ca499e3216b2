import { expect, test } from 'vitest';
import { attentionOf } from './attention.ts';

const doubted = { kind: 'doubted', reason: 'set-back', at: 0 } as const;
const trusted = { kind: 'trusted' } as const;
const sync = { isOn: true, dirty: new Set(['profile']), keys: 'present', standing: trusted } as const;
const rest = { kind: 'up-to-date' } as const;
const signedOut = { kind: 'waiting-for-sign-in', waiting: 1 } as const;

test('nothing comes before the rest where the keys are there and the server is believed', () => {
  expect(attentionOf(sync, rest)).toBeUndefined();
  expect(attentionOf({ ...sync, keys: 'changing' }, rest)).toBeUndefined();
});

test('the doubt comes first, then the new words', () => {
  expect(attentionOf({ ...sync, standing: doubted, keys: 'changed' }, rest)).toEqual({
    kind: 'history',
    reason: 'set-back',
  });
  expect(attentionOf({ ...sync, keys: 'changed' }, rest)).toEqual({ kind: 'keys', waiting: 1 });
});

test('who has turned sync off has decided about the doubt', () => {
  expect(attentionOf({ ...sync, standing: doubted, isOn: false }, rest)).toBeUndefined();
});

test('who was shut out signs in first, with the same words', () => {
  expect(attentionOf({ ...sync, keys: 'changed' }, signedOut)).toBeUndefined();
  expect(attentionOf({ ...sync, standing: doubted }, signedOut)).toEqual({ kind: 'history', reason: 'set-back' });
});
