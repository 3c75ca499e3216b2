import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccountError } from './errors.ts';
import { newSecret, pairingLink, phraseOf, secretOf, secretOfLink } from './phrase.ts';

/** From the BIP-39 specification's own test vectors. */
const KNOWN = [
  ['00000000000000000000000000000000', 'abandon '.repeat(11).concat('about')],
  ['7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
  ['9e885d952ad362caeb4efe34a8e91bd2', 'ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic'],
] as const;

const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

function faultOf(phrase: string): unknown {
  try {
    return secretOf(phrase);
  } catch (error) {
    expect(error).toBeInstanceOf(AccountError);
    return error;
  }
}

describe('a phrase', () => {
  test.each(KNOWN)('of %s is as BIP-39 has it', (hex, phrase) => {
    expect(phraseOf(bytesOf(hex))).toBe(phrase);
    expect(secretOf(phrase)).toEqual(bytesOf(hex));
  });

  test('gives its secret back, whatever the case and the spaces', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const typed = `\n ${phraseOf(secret).toUpperCase().replaceAll(' ', ' \t\u00a0')}  `;
        expect(secretOf(typed)).toEqual(Uint8Array.from(secret));
      }),
    );
  });

  const words = KNOWN[1][1].split(' ');
  test.each([
    ['numbered', words.map((word, index) => `${index + 1}. ${word}`).join(' ')],
    ['numbered, a line each', words.map((word, index) => `${index + 1}) ${word}`).join('\r\n')],
    ['numbers stuck to the words', words.map((word, index) => `${index + 1}.${word}`).join(' ')],
    ['numbers in lines of their own', words.flatMap((word, index) => [index + 1, word]).join('\n')],
    ['commas', words.join(', ')],
    ['commas alone', words.join(',')],
    ['semicolons and a full stop', `${words.join('; ')}.`],
    ['quoted', `“${words.join(' ')}”`],
    ['capitals', words.map((word) => word.replace(/^./, (first) => first.toUpperCase())).join(' ')],
    ['a list', words.map((word) => `- ${word}`).join('\n')],
  ])('is taken however it was written down: %s', (_name, written) => {
    expect(secretOf(written)).toEqual(bytesOf(KNOWN[1][0]));
  });

  test('with words that are not in the list: says which, and keeps them out of the message', () => {
    const error = faultOf('ozone drill grap fiber curtain grace pudding thank cruise elder eight pick-nick');
    expect(error).toMatchObject({
      code: 'wrong-phrase',
      details: { fault: 'unknown-words', words: ['grap', 'pick-nick'], places: [3, 12] },
      message: expect.stringContaining('number 3, 12'),
    });
    expect(String(error)).not.toContain('grap');
  });

  test('with two words changed over: says that the checksum does not fit', () => {
    expect(faultOf('drill ozone grab fiber curtain grace pudding thank cruise elder eight picnic')).toMatchObject({
      code: 'wrong-phrase',
      details: { fault: 'checksum' },
    });
  });

  test.each([
    ['', 0],
    ['ozone drill', 2],
    [`${'abandon '.repeat(23)}art`, 24],
  ])('of another length: says so (%#)', (phrase, found) => {
    expect(faultOf(phrase)).toMatchObject({ details: { fault: 'word-count', expected: 12, found } });
  });
});

describe('a secret', () => {
  test('is 16 bytes of the given randomness', () => {
    expect(newSecret((length) => new Uint8Array(length).fill(7))).toEqual(new Uint8Array(16).fill(7));
    expect(newSecret()).not.toEqual(newSecret());
  });
});

describe('a pairing link', () => {
  test('gives its secret back', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const link = pairingLink(secret, 'https://app.example');
        expect(link).toMatch(/^https:\/\/app\.example\/#join=[A-Za-z0-9_-]{22}$/);
        expect(secretOfLink(` ${link}\n`)).toEqual(Uint8Array.from(secret));
      }),
    );
  });

  test.each([
    '',
    'https://app.example/',
    'https://app.example/#join=',
    'https://app.example/#join=AAAAAAAAAAAAAAAAAAAAA',
    'https://app.example/#join=AAAAAAAAAAAAAAAAAAAAAAA',
    'https://app.example/#join=AAAAAAAAAAAAAAAAAAAAAB',
    'https://app.example/#join=AAAAAAAAAAAAAAAAAAAA==',
    'ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic',
  ])('is none: %s', (text) => {
    expect(secretOfLink(text)).toBeUndefined();
  });
});
