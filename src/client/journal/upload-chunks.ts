import type { Journal } from '../../journal/index.ts';
import type { Chunk, ChunkId } from '../../protocol/index.ts';
import type { UnderWay } from './under-way.ts';

/** Bytes of chunks in one request: nobody behind it waits long. */
const REQUEST_BYTES = 256 * 1024;
/** Chunks that are read at a time, and in one request at most: its task names them all. */
const REQUEST_CHUNKS = 128;

interface Uploading {
  readonly journal: Pick<Journal, 'chunks'>;
  readonly underWay: Pick<UnderWay, 'tasksOfChunks'>;
}

/**
 * Has `enqueue` store a task for each batch of chunks that no task is about to bring. Gives the tasks that bring them all. A chunk
 * that is not here any more belongs to a value that a newer one has replaced.
 */
export async function uploadChunks(
  { journal, underWay }: Uploading,
  ids: readonly ChunkId[],
  enqueue: (batch: readonly Chunk[]) => string,
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const known = underWay.tasksOfChunks();
  const tasks = new Set(ids.flatMap((id) => known.get(id) ?? []));
  const left = ids.filter((id) => !known.has(id));
  for (let start = 0; start < left.length; start += REQUEST_CHUNKS) {
    const chunks = await journal.chunks(left.slice(start, start + REQUEST_CHUNKS));
    for (const batch of batchesOf(chunks)) tasks.add(enqueue(batch));
  }
  return [...tasks];
}

function batchesOf(chunks: readonly Chunk[]): readonly (readonly Chunk[])[] {
  const batches: Chunk[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const chunk of chunks) {
    bytes += sizeOf([chunk]);
    if (bytes > REQUEST_BYTES) {
      batches.push([]);
      bytes = sizeOf([chunk]);
    }
    batches.at(-1)?.push(chunk);
  }
  return batches;
}

/** Bytes, as near as a person wants to know. */
export function sizeOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
