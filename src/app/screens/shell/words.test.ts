import { expect, test } from 'vitest';
import { restOf, statusWords } from './words.ts';

const calm = {
  isOn: true,
  isPaused: false,
  isOnline: true,
  heldBack: undefined,
  conflicts: 0,
  local: 0,
  isSaving: false,
  wasJustDelivered: false,
};
const atRest = (account: Partial<Parameters<typeof restOf>[0]>) =>
  statusWords({ kind: 'up-to-date' }, { now: 0, deliversWhenClosed: true, rest: restOf({ ...calm, ...account }) });

test.each([
  [{}, 'Up to date'],
  [{ wasJustDelivered: true }, 'Delivered'],
  [{ local: 3, wasJustDelivered: true }, 'Preparing to send 3 changes'],
  [{ local: 3, isOnline: false }, 'Saved on this device'],
  [{ isSaving: true, wasJustDelivered: true }, 'Preparing to send 1 change'],
  [{ isSaving: true, isOnline: false, wasJustDelivered: true }, 'Delivered'],
  [{ isPaused: true }, 'Sending is paused on this device. Changes stay here'],
  [{ isPaused: true, isOn: false }, 'Sync is off on this device. Changes stay here'],
  [{ conflicts: 1, wasJustDelivered: true }, 'Changed on another device'],
  [{ heldBack: 'No room', conflicts: 1, local: 3 }, 'No room'],
  [{ isOn: false, local: 3, conflicts: 1 }, 'Sync is off on this device. Changes stay here'],
])('an empty outbox is not the whole truth: %o', (account, words) => {
  expect(atRest(account)).toBe(words);
});

test('what moves, and what needs the person, comes before how the account is otherwise', () => {
  const off = { now: 0, deliversWhenClosed: true, rest: restOf({ ...calm, isOn: false }) };
  expect(statusWords({ kind: 'sending', done: 3, of: 12 }, off)).toBe('Sending 3 of 12');
  expect(statusWords({ kind: 'needs-attention', failed: 2, waiting: 0 }, off)).toBe('2 changes need your attention');
});

test('paused is not off', () => {
  const words = (isOn: boolean) =>
    statusWords({ kind: 'paused', waiting: 1 }, { now: 0, deliversWhenClosed: true, rest: restOf({ ...calm, isOn }) });
  expect(words(true)).toBe('Sending is paused on this device. Changes stay here');
  expect(words(false)).toBe('Sync is off on this device. Changes stay here');
});
