import type { JournalContext } from '../context.ts';
import type { Value, ValueCodec } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import { SealError } from '../seal/seal-error.ts';
import { taskSlices } from '../slices/slices.ts';
import { encodeInSlices } from '../value/encode-in-slices.ts';
import { decodeValue } from '../value/value-codec.ts';
import { joinContent } from './join-content.ts';
import { loadFrom } from './load-from.ts';

/** A value as it is sealed: by a codec, where there is one, and in slices. @throws JournalError `invalid-value` */
export async function encoded(value: Value, codec: ValueCodec | undefined): Promise<Pick<Plain, 'content' | 'codec'>> {
  const given = codec === undefined ? value : codec.encode(value);
  return { content: await encodeInSlices(given, taskSlices()), ...(codec && { codec: codec.name }) };
}

/** The value of an entry that has chunks, or a codec. @throws SealError, JournalError `entry-broken` */
export async function decoded(context: JournalContext, { content, codec: name }: Plain): Promise<Value> {
  const { account, store } = context;
  const codec = context.content.codecs.find((known) => known.name === name);
  if (name !== undefined && codec === undefined) throw new SealError('unknown-codec');
  const isWhole = content instanceof Uint8Array;
  const bytes = isWhole ? content : await joinContent(content, { account, load: loadFrom(store) });
  const value = decodeValue(bytes);
  return codec === undefined ? value : codec.decode(value);
}
