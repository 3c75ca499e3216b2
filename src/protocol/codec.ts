import { type DecodeOptions, decode, encode, type Token, Tokenizer } from 'cborg';

/** The bytes are not what their media type says. */
export class MalformedBodyError extends Error {
  override readonly name = 'MalformedBodyError';
}

/** CBOR (RFC 8949) with byte strings as they are: the wire costs what the content costs. */
export function encodeCbor(value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encode(value));
}

export const ANY_FORM: DecodeOptions = {
  strict: false,
  allowIndefinite: true,
  allowBigInt: true,
  allowUndefined: false,
  rejectDuplicateMapKeys: true,
  retainStringBytes: true,
};
const ONE_FORM: DecodeOptions = { ...ANY_FORM, strict: true, allowIndefinite: false, allowBigInt: false };

/**
 * One value, and nothing after it.
 * @throws MalformedBodyError for bytes that are no CBOR, or that hold a key twice, tags, or `undefined`.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  return decodeAs(ANY_FORM, bytes);
}

/** The same for what has one form only: numbers are safe, and as short as can be; lengths are told first. */
export function decodeStrictCbor(bytes: Uint8Array): unknown {
  return decodeAs(ONE_FORM, bytes);
}

/** @throws MalformedBodyError */
export function decodeAs(
  options: DecodeOptions,
  bytes: Uint8Array,
  tokenizer = new ExactTokenizer(bytes, options),
): unknown {
  try {
    return decode(bytes, { ...options, tokenizer });
  } catch (cause) {
    throw new MalformedBodyError('The body is not the CBOR that it claims to be.', { cause });
  }
}

/** Every realm has it, and the language's own library alone does not. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => { readonly decode: (bytes: Uint8Array) => string };

/** cborg 6.1 takes a byte order mark at a text's beginning for none of the text, and lets broken UTF-8 pass. */
const exactText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class ExactTokenizer extends Tokenizer {
  constructor(bytes: Uint8Array, options: DecodeOptions) {
    super(plain(bytes), options);
  }

  override next(): Token {
    const token = super.next();
    if (token.byteValue !== undefined) token.value = exactText.decode(token.byteValue);
    return token;
  }
}

/** A `Buffer` gives views where others give copies. */
function plain({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
