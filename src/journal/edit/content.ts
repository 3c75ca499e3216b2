import type { JournalContext } from '../context.ts';
import type { Value } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import { decodeValue, encodeValue } from '../value/value-codec.ts';
import { isHeavy } from '../value/weight.ts';
import { large, largeIfThere } from './large.ts';

/** An entry's value as it is sealed, by the codec that the app has for it. @throws JournalError `invalid-value` */
export async function contentOf(
  { content: { codecOf } }: JournalContext,
  { collection, key, value }: { readonly collection: string; readonly key: string; readonly value: Value },
): Promise<Pick<Plain, 'content' | 'codec'>> {
  const codec = codecOf(collection, key);
  const module = codec !== undefined || isHeavy(value) ? await largeIfThere() : undefined;
  return module === undefined ? { content: encodeValue(value) } : await module.encoded(value, codec);
}

/**
 * An entry's value, joined where it is in chunks; nothing for a tombstone.
 * @throws SealError `chunk-missing`, `unknown-codec`, or for chunks that do not open. @throws JournalError `entry-broken`
 */
export async function valueIn(context: JournalContext, plain: Plain): Promise<Value | undefined> {
  const { isTombstone, content, codec } = plain;
  if (isTombstone) return undefined;
  if (content instanceof Uint8Array && codec === undefined) return decodeValue(content);
  return await (await large()).decoded(context, plain);
}
