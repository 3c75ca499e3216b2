import type { JournalContext } from '../context.ts';
import type { Value } from '../journal.ts';
import type { Slices } from '../slices/slices.ts';
import { encodeInSlices } from '../value/encode-in-slices.ts';

/** A value's bytes by the codec that the app has for it now, in slices. @throws JournalError `invalid-value` */
export async function encodeByCodec(
  { content: { codecOf } }: JournalContext,
  { collection, key, value }: { readonly collection: string; readonly key: string; readonly value: Value },
  slices: Slices,
): Promise<Uint8Array<ArrayBuffer>> {
  const codec = codecOf(collection, key);
  return await encodeInSlices(codec === undefined ? value : codec.encode(value), slices);
}
