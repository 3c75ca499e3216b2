import type { Account } from '../../account/index.ts';
import { type Chunk, type ChunkId, chunkIdsToBytes } from '../../protocol/index.ts';
import type { Manifest } from '../seal/manifest.ts';
import { taskSlices } from '../slices/slices.ts';
import { chunkId, distinct } from './chunk-id.ts';
import type { ChunkSizes } from './chunk-sizes.ts';
import { chunkEnd, listEnd } from './cut.ts';
import type { Gear } from './gear.ts';
import { inTurns } from './in-turns.ts';
import { sealChunk } from './seal-chunk.ts';

/** A content as it is kept and sent. */
export interface Cut {
  readonly manifest: Manifest;
  /** All that it takes, pieces and lists. */
  readonly ids: readonly ChunkId[];
  /** Those that were sealed for it, since nobody had them. */
  readonly fresh: readonly Chunk[];
}

export interface Cutting {
  readonly account: Account;
  readonly sizes: ChunkSizes;
  readonly gear: Gear;
  /** Tells those of the ids whose chunks need not be sealed again. */
  readonly known: (ids: readonly ChunkId[]) => Promise<ReadonlySet<ChunkId>>;
}

/** What is to be sealed under a name. */
interface Named {
  readonly id: ChunkId;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly refs: readonly ChunkId[];
}

/**
 * Cuts a content into chunks and lists of them, and seals those that are new. The page can answer its person in between: 2 MB
 * take a few hundred milliseconds.
 */
export async function cutContent(content: Uint8Array<ArrayBuffer>, cutting: Cutting): Promise<Cut> {
  const pieces = await piecesOf(content, cutting);
  const order = pieces.map(({ id }) => id);
  const lists = await listsOf(order, cutting);
  const all = new Map([...pieces, ...lists].map((named) => [named.id, named]));
  const known = await cutting.known([...all.keys()]);
  const fresh = [...all.values()].filter(({ id }) => !known.has(id));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return {
    manifest: { length: content.length, hash, lists: lists.map(({ id }) => id) },
    ids: [...all.keys()],
    fresh: await inTurns(fresh, (named) => sealChunk(cutting.account, named)),
  };
}

async function piecesOf(
  content: Uint8Array<ArrayBuffer>,
  { account, sizes, gear }: Cutting,
): Promise<readonly Named[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const slices = taskSlices();
  for (let start = 0; start < content.length; ) {
    const end = chunkEnd(content, start, gear, sizes.chunk);
    pieces.push(content.subarray(start, end));
    start = end;
    if (slices.isOver()) await slices.next();
  }
  const { epoch } = account.sealing;
  return await inTurns(pieces, async (piece) => ({
    id: await chunkId(account.blinding, 'piece', epoch, piece),
    content: piece,
    refs: [],
  }));
}

async function listsOf(ids: readonly ChunkId[], { account, sizes }: Cutting): Promise<readonly Named[]> {
  const lists: (readonly ChunkId[])[] = [];
  for (let start = 0; start < ids.length; ) {
    const end = listEnd(ids, start, sizes.list);
    lists.push(ids.slice(start, end));
    start = end;
  }
  const { epoch } = account.sealing;
  return await inTurns(lists, async (list) => {
    const content = chunkIdsToBytes(list);
    return { id: await chunkId(account.blinding, 'list', epoch, content), content, refs: distinct(list) };
  });
}
