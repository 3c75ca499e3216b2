import { expect, test } from 'vitest';
import { shownAt } from './shown.ts';

const spaces = [{ id: 'a' }, { id: 'b' }];

test('home is the space that was open last, or the first one', () => {
  expect(shownAt({ kind: 'home' }, spaces, 'b')).toEqual({ kind: 'space', space: { id: 'b' } });
  expect(shownAt({ kind: 'compose' }, spaces, 'b')).toEqual({ kind: 'space', space: { id: 'b' } });
  expect(shownAt({ kind: 'home' }, spaces, undefined)).toEqual({ kind: 'space', space: { id: 'a' } });
  expect(shownAt({ kind: 'home' }, spaces, 'left long ago')).toEqual({ kind: 'space', space: { id: 'a' } });
  expect(shownAt({ kind: 'home' }, [], 'b')).toEqual({ kind: 'no-spaces' });
});

test('an address of a space shows that one or none', () => {
  expect(shownAt({ kind: 'space', id: 'b' }, spaces, 'a')).toEqual({ kind: 'space', space: { id: 'b' } });
  expect(shownAt({ kind: 'space', id: 'c' }, spaces, 'a')).toEqual({ kind: 'unknown-space' });
  expect(shownAt({ kind: 'space', id: 'c' }, [], 'a')).toEqual({ kind: 'unknown-space' });
  expect(shownAt({ kind: 'unknown' }, spaces, 'a')).toEqual({ kind: 'unknown-address' });
});
