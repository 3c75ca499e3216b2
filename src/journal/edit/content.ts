import type { CutContent } from '../chunks/cut-large.ts';
import type { JournalContext } from '../context.ts';
import type { Value } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import { SealError } from '../seal/seal-error.ts';
import { decodeValue, encodeValue } from '../value/value-codec.ts';
import { isHeavy } from '../value/weight.ts';

const large = () => import('../chunks/index.ts');
/** Offline before it was cached, it cannot be loaded: what is saved must be kept all the same, as a whole. */
const largeIfThere = () => large().catch(() => undefined);

/** An entry's value as it is sealed, by the codec that the app has for it. @throws JournalError `invalid-value` */
export async function contentOf(
  { content: { codecOf } }: JournalContext,
  { collection, key, value }: { readonly collection: string; readonly key: string; readonly value: Value },
): Promise<Pick<Plain, 'content' | 'codec'>> {
  const codec = codecOf(collection, key);
  if (codec === undefined) return { content: await encoded(value) };
  return { content: await encoded(codec.encode(value)), codec: codec.name };
}

async function encoded(value: Value): Promise<Uint8Array<ArrayBuffer>> {
  const slicing = isHeavy(value) ? await largeIfThere() : undefined;
  return slicing === undefined ? encodeValue(value) : await slicing.encodeInSlices(value, slicing.taskSlices());
}

/** What is too large for its entry, cut; nothing for what is not. @throws JournalError `invalid-value` */
export async function cutIfLarge(context: JournalContext, { content }: Plain): Promise<CutContent | undefined> {
  if (!(content instanceof Uint8Array) || content.length <= context.content.sizes.whole) return undefined;
  return await (await largeIfThere())?.cutLarge(context, content);
}

/**
 * An entry's value, joined where it is in chunks; nothing for a tombstone.
 * @throws SealError `chunk-missing`, `unknown-codec`, or for chunks that do not open. @throws JournalError `entry-broken`
 */
export async function valueIn(context: JournalContext, plain: Plain): Promise<Value | undefined> {
  if (plain.isTombstone) return undefined;
  const { codec: name } = plain;
  if (name === undefined) return decodeValue(await bytesOf(context, plain));
  const codec = context.content.codecs.find((known) => known.name === name);
  if (codec === undefined) throw new SealError('unknown-codec');
  return codec.decode(decodeValue(await bytesOf(context, plain)));
}

async function bytesOf({ account, store }: JournalContext, { content }: Plain): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content;
  return await (await large()).joinContent(content, { account, load: store.chunks });
}
