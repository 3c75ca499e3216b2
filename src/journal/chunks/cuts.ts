import type { JournalContext } from '../context.ts';
import type { Manifest } from '../seal/manifest.ts';
import type { Plain } from '../seal/plain.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { type CutContent, cutLarge } from './cut-large.ts';

/** What was cut of the large values of one save, by the ids of their entries. */
export interface Cuts {
  /** Whether they are sealed under the keys that the account has now. */
  readonly arePresent: () => boolean;
  /** Cuts what is too large for its entry, and was not cut before. Gives whether there was any. */
  readonly add: (writes: readonly { readonly id: string; readonly plain: Plain }[]) => Promise<boolean>;
  readonly manifestOf: (id: string) => Manifest | undefined;
  /** Writes the chunks. Gives whether all are here now: those of which one was removed meanwhile are to be cut again. */
  readonly keep: (draft: JournalDraft) => Promise<boolean>;
}

export function cutsFor(context: JournalContext): Cuts {
  const cuts = new Map<string, CutContent>();
  const { account } = context;
  return {
    arePresent: () => context.account === account,
    add: async (writes) => {
      const before = cuts.size;
      for (const { id, plain } of writes) {
        if (!cuts.has(id) && isLarge(context, plain)) cuts.set(id, await cutLarge(context, plain.content));
      }
      return cuts.size > before;
    },
    manifestOf: (id) => cuts.get(id)?.manifest,
    keep: async (draft) => {
      let areAllHere = true;
      for (const [id, { keep }] of cuts) {
        if (await keep(draft)) continue;
        cuts.delete(id);
        areAllHere = false;
      }
      return areAllHere;
    },
  };
}

type Whole = Plain & { readonly content: Uint8Array<ArrayBuffer> };

function isLarge({ content: { sizes } }: JournalContext, plain: Plain): plain is Whole {
  return plain.content instanceof Uint8Array && plain.content.length > sizes.whole;
}
