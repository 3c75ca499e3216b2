import * as v from 'valibot';

/** What is to be said. `name` is what its author is called when they write it. */
export type Draft =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  /** A new key of the space, for members whom no other way brings it to. */
  | {
      readonly kind: 'key';
      readonly name: string;
      readonly keyId: string;
      readonly privateKey: Uint8Array;
      readonly publicKey: Uint8Array;
    };

/** What a message says, before it is sealed: a draft, and when it was written, in milliseconds since 1970. */
export type Content =
  | (Extract<Draft, { kind: 'text' }> & { readonly writtenAt: number })
  | Extract<Draft, { kind: 'key' }>;

/** Characters of one message. */
export const TEXT_LENGTH = 4_000;
const NAME_LENGTH = 256;
const KEY_BYTES = 256;

const nameSchema = v.pipe(v.string(), v.maxLength(NAME_LENGTH));
const keyBytesSchema = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.length > 0 && bytes.length <= KEY_BYTES),
);

/** Positional, as it is sealed: `[version, kind, …]`. */
const timeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const textSchema = v.strictTuple([v.literal(1), v.literal('text'), nameSchema, v.string(), timeSchema]);
const keySchema = v.strictTuple([
  v.literal(1),
  v.literal('key'),
  nameSchema,
  v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  keyBytesSchema,
  keyBytesSchema,
]);

export function toPositional(content: Content): readonly unknown[] {
  return content.kind === 'text'
    ? [1, 'text', content.name, content.text, content.writtenAt]
    : [1, 'key', content.name, content.keyId, content.privateKey, content.publicKey];
}

/** `undefined` for what another version of the app, or nobody, has written. */
export function parseContent(value: unknown): Content | undefined {
  const text = v.safeParse(textSchema, value);
  if (text.success) {
    const [, , name, words, writtenAt] = text.output;
    return { kind: 'text', name, text: words.slice(0, TEXT_LENGTH), writtenAt };
  }
  const key = v.safeParse(keySchema, value);
  if (!key.success) return undefined;
  const [, , name, keyId, privateKey, publicKey] = key.output;
  return { kind: 'key', name, keyId, privateKey, publicKey };
}
