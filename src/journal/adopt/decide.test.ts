import { expect, test } from 'vitest';
import { type Content, decide, type Verdict } from './decide.ts';

test.each<[string, Content, Content | undefined, Content | undefined, Verdict]>([
  ['new here, unknown to the journal', 'a', undefined, undefined, 'changed'],
  ['new here, the same in the journal', 'a', undefined, 'a', 'agreed'],
  ['new here, something else in the journal', 'a', undefined, 'b', 'conflicting'],
  ['new here, deleted by another device', 'a', undefined, null, 'conflicting'],
  ['changed here', 'b', 'a', 'a', 'changed'],
  ['changed here, and the journal followed', 'b', 'a', 'b', 'agreed'],
  ['changed here and elsewhere', 'b', 'a', 'c', 'conflicting'],
  ['changed here, deleted elsewhere', 'b', 'a', null, 'conflicting'],
  ['changed here, and the journal has lost it', 'b', 'a', undefined, 'changed'],
  ['deleted here', null, 'a', 'a', 'changed'],
  ['deleted here and elsewhere', null, 'a', null, 'agreed'],
  ['deleted here, and the journal has forgotten it', null, 'a', undefined, 'agreed'],
  ['deleted here, changed elsewhere', null, 'a', 'b', 'conflicting'],
  ['made again after it was deleted', 'a', null, null, 'changed'],
])('%s', (_name, mine, base, theirs, verdict) => {
  expect(decide({ mine, theirs, known: base === undefined ? [] : [base], isFinal: false })).toBe(verdict);
});

test('what may have been saved is known like what was', () => {
  expect(decide({ mine: 'c', theirs: 'b', known: ['a', 'b'], isFinal: false })).toBe('changed');
  expect(decide({ mine: 'a', theirs: 'b', known: ['a', 'b'], isFinal: false })).toBe('changed');
});

test('what is written only once is not changed, and may be deleted', () => {
  expect(decide({ mine: 'b', theirs: 'a', known: ['a'], isFinal: true })).toBe('conflicting');
  expect(decide({ mine: 'b', theirs: undefined, known: [], isFinal: true })).toBe('changed');
  expect(decide({ mine: null, theirs: 'a', known: ['a'], isFinal: true })).toBe('changed');
});
