import { type DecodeOptions, decode, type Token, Tokenizer } from 'cborg';
import type { Value } from '../journal.ts';

const OPTIONS: DecodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  retainStringBytes: true,
};

/** cborg 6.1 takes a byte order mark at a text's beginning for none of the text, and lets broken UTF-8 pass. */
const exactText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class ExactTokenizer extends Tokenizer {
  override next(): Token {
    const token = super.next();
    if (token.byteValue !== undefined) token.value = exactText.decode(token.byteValue);
    return token;
  }
}

/** One value, and nothing after it. These options leave nothing that is no `Value`. @throws Error for anything else. */
export function readCbor(bytes: Uint8Array): Value {
  return decode(bytes, { ...OPTIONS, tokenizer: new ExactTokenizer(bytes, OPTIONS) });
}
