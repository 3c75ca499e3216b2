import type { JournalContext } from '../context.ts';
import type { Plain } from '../seal/plain.ts';
import { SealError } from '../seal/seal-error.ts';
import { type CutContent, cutLarge } from './cut-large.ts';
import { joinContent } from './join-content.ts';
import { loadFrom } from './load-from.ts';

/** What has no chunks that are to be written. */
const NOTHING: Pick<CutContent, 'keep'> = { keep: async () => true };

/** A plain entry with the chunks that its seal takes. */
export interface Recut extends Pick<CutContent, 'keep'> {
  readonly plain: Plain;
}

/** The same entry with its content, where that is in chunks, cut anew under the newest key; nothing where one does not open. */
export async function recut(context: JournalContext, plain: Plain): Promise<Recut | undefined> {
  const { content } = plain;
  if (content instanceof Uint8Array) return { plain, ...NOTHING };
  const { account, store } = context;
  try {
    const whole = await joinContent(content, { account, load: loadFrom(store) });
    const { manifest, keep } = await cutLarge(context, whole);
    return { plain: { ...plain, content: manifest }, keep };
  } catch (cause) {
    if (cause instanceof SealError) return undefined;
    throw cause;
  }
}
