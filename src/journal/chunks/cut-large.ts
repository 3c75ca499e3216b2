import type { ChunkId } from '../../protocol/index.ts';
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
  const known = (ids: readonly ChunkId[]) => lookAtChunks(store, ({ here }) => here(ids));
  const gear = await gearOf(account.blinding);
  const { manifest, ids, fresh } = await cutContent(content, { account, sizes, gear, known });
  const keep = async (draft: JournalDraft) => {
    const rows = chunkRows(draft.table);
    const here = await rows.here(ids);
    const missing = fresh.filter(({ id }) => !here.has(id));
    for (const { id, bytes, refs } of missing) rows.put({ id, bytes, refs, state: 'unsent' });
    return here.size + missing.length === ids.length;
  };
  return { manifest, keep };
}
