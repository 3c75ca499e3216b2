import * as v from 'valibot';
import { CHUNKS_ASKED, type ChunkId, chunkIdSchema } from '../../src/protocol/index.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { allOf, textLike } from '../handler/query.ts';

const LIST = new RegExp(`^[0-9a-f]{32}(?:,[0-9a-f]{32}){0,${CHUNKS_ASKED - 1}}$`);

export const chunksQuerySchema = v.object({
  ids: v.pipe(
    textLike(
      LIST,
      `These are 1 to ${CHUNKS_ASKED} chunks, each by 32 lower-case hex digits, with commas between them.`,
    ),
    v.transform((ids) => ids.split(',')),
    v.array(chunkIdSchema),
  ),
});

/** Each once. @throws Refusal `invalid-parameter` */
export function parseChunksQuery(query: URLSearchParams): readonly ChunkId[] {
  const told = { code: 'invalid-parameter', whole: 'the query' } as const;
  const { ids } = parseOrRefuse(chunksQuerySchema, { ids: allOf(query, 'ids') }, told);
  return [...new Set(ids)];
}
