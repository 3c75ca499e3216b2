import type { Token } from 'cborg';
import { ANY_FORM, decodeAs, ExactTokenizer } from './codec.ts';

/** CBOR of more items than its reader takes. It was not read to its end: nobody knows whether it is well-formed. */
export class CrowdedBodyError extends Error {
  override readonly name = 'CrowdedBodyError';
}

/**
 * As `decodeCbor`, which makes an object of every byte if it is told so: stops after `most` items. Long texts are not counted, for
 * the length of the bytes bounds them well enough.
 * @throws CrowdedBodyError, MalformedBodyError
 */
export function decodeCborWithin(bytes: Uint8Array, most: number): unknown {
  const tokenizer = new CountingTokenizer(bytes, most);
  try {
    return decodeAs(ANY_FORM, bytes, tokenizer);
  } catch (error) {
    throw tokenizer.isSpent ? new CrowdedBodyError(`The body holds more than ${most} items.`) : error;
  }
}

/** Bytes of a text that is not counted; the name of a part has 22. */
const LONG_TEXT = 20;

class CountingTokenizer extends ExactTokenizer {
  #left: number;

  constructor(bytes: Uint8Array, most: number) {
    super(bytes, ANY_FORM);
    this.#left = most;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }

  override next(): Token {
    const token = super.next();
    const isLongText = token.byteValue !== undefined && token.byteValue.byteLength >= LONG_TEXT;
    if (!isLongText) this.#left -= 1;
    if (this.isSpent) throw new Error('That is enough.');
    return token;
  }
}
