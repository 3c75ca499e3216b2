import { CBOR, CHUNKS_ASKED, type Chunk, type ChunkId, chunksPath, decodeChunks } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import type { BrokenReason, PullOptions } from '../journal.ts';
import { SealError } from '../seal/seal-error.ts';
import { chunkRows } from './chunk-rows.ts';
import { inTurns } from './in-turns.ts';
import { MOST_CONTENT } from './join-content.ts';
import { openChunk } from './seal-chunk.ts';

/** Why chunks cannot be used. */
export type Flaws = ReadonlyMap<ChunkId, BrokenReason>;

/**
 * Reads chunks from the server and keeps those that open. Gives why the others cannot be used. A pull that is cut off has what was
 * read until then.
 * @throws JournalError `server-refused`, `server-misbehaves`
 */
export async function fetchChunks(
  context: JournalContext,
  options: PullOptions,
  ids: readonly ChunkId[],
): Promise<Flaws> {
  const flaws = new Map<ChunkId, BrokenReason>();
  for (let start = 0; start < ids.length; start += CHUNKS_ASKED) {
    const asked = ids.slice(start, start + CHUNKS_ASKED);
    const told = new Map((await ask(context, options, asked)).map((chunk) => [chunk.id, chunk]));
    const good: Chunk[] = [];
    await inTurns(asked, async (id) => {
      const chunk = told.get(id);
      const flaw = chunk === undefined ? 'chunk-missing' : await flawOf(context, chunk);
      if (flaw !== undefined) flaws.set(id, flaw);
      else if (chunk !== undefined) good.push(chunk);
    });
    await context.store.change(async (draft) => {
      const rows = chunkRows(draft.table);
      for (const { id, bytes, refs } of good) rows.put({ id, bytes, refs, state: 'sent' });
    });
  }
  return flaws;
}

async function ask(
  { account }: JournalContext,
  { fetch, origin, signal }: PullOptions,
  ids: readonly ChunkId[],
): Promise<readonly Chunk[]> {
  const url = new URL(`${chunksPath(account.id)}?ids=${ids.join(',')}`, origin);
  const headers = { Accept: CBOR };
  const response = await fetch(new Request(url, { headers, cache: 'no-store', signal: signal ?? null }));
  if (!response.ok) throw new JournalError('server-refused', { status: response.status });
  const bytes = new Uint8Array(await response.arrayBuffer());
  try {
    return decodeChunks(bytes);
  } catch (cause) {
    throw new JournalError('server-misbehaves', { chunks: ids.length }, cause);
  }
}

async function flawOf({ account }: JournalContext, chunk: Chunk): Promise<BrokenReason | undefined> {
  try {
    await openChunk(account, chunk, MOST_CONTENT);
    return undefined;
  } catch (cause) {
    if (cause instanceof SealError) return cause.reason;
    throw cause;
  }
}
