import type { JournalContext } from '../context.ts';
import type { Manifest } from '../seal/manifest.ts';
import { checkSize } from '../seal/packing.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { chunkRows, lookAtChunks } from './chunk-rows.ts';
import { cutContent } from './cut-content.ts';
import { gearOf } from './gear.ts';

/** A content that was cut, of which nothing is written yet. */
export interface CutContent {
  readonly manifest: Manifest;
  /** Writes its chunks beside what names them. Gives whether all are here then: others may have been removed meanwhile. */
  readonly keep: (draft: JournalDraft) => Promise<boolean>;
}

/** Cuts and seals what is too large for its entry. @throws JournalError `invalid-value` for more than 15 MiB */
export async function cutLarge(
  { account, content: { sizes }, store }: JournalContext,
  content: Uint8Array<ArrayBuffer>,
): Promise<CutContent> {
  checkSize(content);
  const [gear, here] = await Promise.all([gearOf(account.blinding), lookAtChunks(store, ({ ids }) => ids())]);
  const { manifest, ids, fresh } = await cutContent(content, { account, sizes, gear, known: new Set(here) });
  const keep = async (draft: JournalDraft) => {
    const rows = chunkRows(draft.table);
    const known = new Set(await rows.ids());
    const missing = fresh.filter(({ id }) => !known.has(id));
    for (const { id, bytes, refs } of missing) rows.put({ id, bytes, refs, state: 'unsent' });
    const all = new Set([...known, ...missing.map(({ id }) => id)]);
    return ids.every((id) => all.has(id));
  };
  return { manifest, keep };
}
