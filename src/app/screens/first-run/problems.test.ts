import { AccountError } from 'backhaul/account';
import { expect, test } from 'vitest';
import { NotAskedError } from '../../model/not-asked-error.ts';
import { linkProblemOf, problemOf } from './problems.ts';

const wrong = (details: AccountError<'wrong-phrase'>['details']) => new AccountError('wrong-phrase', details);

test('a wrong phrase is told by what is wrong with it, and by the words that are', () => {
  expect(problemOf(wrong({ fault: 'word-count', expected: 12, found: 11 }))).toBe(
    'A recovery phrase has 12 words. Here are 11.',
  );
  expect(problemOf(wrong({ fault: 'unknown-words', words: ['zoe'], places: [3] }))).toBe(
    '“zoe” (word 3) is in no recovery phrase. Look at its spelling.',
  );
  expect(problemOf(wrong({ fault: 'unknown-words', words: ['zoe', 'abel'], places: [3, 9] }))).toBe(
    '“zoe” (word 3), “abel” (word 9) are in no recovery phrase. Look at their spelling.',
  );
  expect(problemOf(wrong({ fault: 'checksum' }))).toMatch(/do not belong together/);
});

test('a broken link is not told by words that nobody has typed', () => {
  expect(linkProblemOf(wrong({ fault: 'word-count', expected: 12, found: 1 }))).toMatch(/This link is not whole/);
  expect(linkProblemOf(new AccountError('keys-not-kept', {}))).toMatch(/keeps no keys/);
  expect(linkProblemOf(new Error('Whatever.'))).toMatch(/could not be made/);
});

test('that the server gave no answer is told of words and of links alike', () => {
  const offline = new NotAskedError(new TypeError('Failed to fetch'));
  for (const explain of [problemOf, linkProblemOf]) expect(explain(offline)).toMatch(/^The server gives no answer/);
});
