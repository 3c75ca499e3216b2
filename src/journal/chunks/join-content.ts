import type { Account } from '../../account/index.ts';
import { type Chunk, type ChunkId, chunkIdsFromBytes } from '../../protocol/index.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import type { Manifest } from '../seal/manifest.ts';
import { BODY_LIMIT } from '../seal/packing.ts';
import { SealError } from '../seal/seal-error.ts';
import { distinct } from './chunk-id.ts';
import { inTurns } from './in-turns.ts';
import { openChunk } from './seal-chunk.ts';

/** Gives chunks in the order of their ids; nothing for one that is not there. */
export type Load = (ids: readonly ChunkId[]) => Promise<readonly (Chunk | undefined)[]>;

export interface Joining {
  readonly account: Account;
  readonly load: Load;
}

/** Bytes that a chunk holds at most, whoever cut it. */
export const MOST_CONTENT = 64 * 1024;
/** Pieces that are in memory beside the whole. */
const TOGETHER = 32;

/**
 * The whole that a manifest tells of.
 * @throws SealError `chunk-missing`; or for a chunk that does not open, and a whole that is not the one that was cut.
 */
export async function joinContent(manifest: Manifest, joining: Joining): Promise<Uint8Array<ArrayBuffer>> {
  if (manifest.length > BODY_LIMIT) throw new SealError('malformed');
  const ids = (await openAll(manifest.lists, joining)).flatMap(idsIn);
  const whole = new Uint8Array(manifest.length);
  let at = 0;
  for (let start = 0; start < ids.length; start += TOGETHER) {
    for (const piece of await openAll(ids.slice(start, start + TOGETHER), joining)) {
      if (at + piece.length > whole.length) throw new SealError('not-authentic');
      whole.set(piece, at);
      at += piece.length;
    }
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
  if (at < whole.length || !sameBytes(hash, manifest.hash)) throw new SealError('not-authentic');
  return whole;
}

function idsIn(content: Uint8Array): readonly ChunkId[] {
  if (content.length % 16 !== 0) throw new SealError('malformed');
  return chunkIdsFromBytes(content);
}

async function openAll(
  ids: readonly ChunkId[],
  { account, load }: Joining,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const chunks = await load(distinct(ids));
  const opened = new Map(
    await inTurns(
      chunks.map((chunk) => chunk ?? missing()),
      async (chunk) => [chunk.id, await openChunk(account, chunk, MOST_CONTENT)] as const,
    ),
  );
  return ids.map((id) => opened.get(id) ?? missing());
}

function missing(): never {
  throw new SealError('chunk-missing');
}
