import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { fromBase64url, toBase64url } from './base64url.ts';
import { AccountError } from './errors.ts';
import { type PairingHead, readPairingHead, writePairingHead } from './pairing-head.ts';
import { type Random, secureRandom } from './random.ts';

/** Bytes: 128 bits, the strength that BIP-39 writes in 12 words. */
export const SECRET_BYTES = 16;
const PHRASE_WORDS = 12;
/** Numbers, points, brackets, quotation marks. */
const NO_LETTERS_AROUND = /^\P{L}+|\P{L}+$/gu;
const LINK = new RegExp(`#join=([A-Za-z0-9_-]{${Math.ceil((SECRET_BYTES * 8) / 6)}})(?:\\.([A-Za-z0-9_-]+))?$`);

/** All that an account is made of: 16 random bytes. */
export function newSecret(random: Random = secureRandom): Uint8Array<ArrayBuffer> {
  return random(SECRET_BYTES);
}

/** The secret as 12 English words (BIP-39), the last of which holds a checksum of four bits. */
export function phraseOf(secret: Uint8Array): string {
  return entropyToMnemonic(secret, wordlist);
}

/**
 * The secret that a phrase was made of, however it is spaced, numbered and punctuated, and in whatever case.
 * @throws AccountError `wrong-phrase`
 */
export function secretOf(phrase: string): Uint8Array<ArrayBuffer> {
  const words = wordsOf(phrase);
  if (words.length !== PHRASE_WORDS)
    throw new AccountError('wrong-phrase', { fault: 'word-count', expected: PHRASE_WORDS, found: words.length });
  const unknown = [...words.entries()].filter(([, word]) => !wordlist.includes(word));
  if (unknown.length > 0)
    throw new AccountError('wrong-phrase', {
      fault: 'unknown-words',
      words: unknown.map(([, word]) => word),
      places: unknown.map(([index]) => index + 1),
    });
  return checked(words);
}

function wordsOf(phrase: string): readonly string[] {
  return phrase
    .normalize('NFKD')
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((word) => word.replace(NO_LETTERS_AROUND, ''))
    .filter((word) => word !== '');
}

function checked(words: readonly string[]): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(mnemonicToEntropy(words.join(' '), wordlist));
  } catch (cause) {
    throw new AccountError('wrong-phrase', { fault: 'checksum' }, cause);
  }
}

/**
 * What the QR code says that another device joins by: `${origin}/#join=…`, and after a full stop what this device has found at
 * the server, if that is given. It is in the fragment, which browsers send to no server.
 */
export function pairingLink(secret: Uint8Array, origin: string, head?: PairingHead): string {
  return `${origin}/#join=${toBase64url(secret)}${head === undefined ? '' : `.${writePairingHead(head)}`}`;
}

/** What a pairing link says of the server; `undefined` where it says nothing, or the text is none. */
export function headOfLink(text: string): PairingHead | undefined {
  const encoded = LINK.exec(text.trim())?.[2];
  return encoded === undefined ? undefined : readPairingHead(encoded);
}

/** The secret in a pairing link of any origin; `undefined` when the text is none. */
export function secretOfLink(text: string): Uint8Array<ArrayBuffer> | undefined {
  const encoded = LINK.exec(text.trim())?.[1];
  if (encoded === undefined) return undefined;
  const secret = fromBase64url(encoded);
  return toBase64url(secret) === encoded ? secret : undefined;
}

/** The secret in a phrase or in a pairing link. @throws AccountError `wrong-phrase` */
export function secretIn(phraseOrLink: string): Uint8Array<ArrayBuffer> {
  return secretOfLink(phraseOrLink) ?? secretOf(phraseOrLink);
}
