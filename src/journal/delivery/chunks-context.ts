import * as v from 'valibot';
import { chunkIdSchema } from '../../protocol/index.ts';

/** What the task that brings chunks tells of itself. */
export type ChunksContext = v.InferOutput<typeof chunksContextSchema>;

export const chunksContextSchema = v.object({
  collections: v.array(v.string()),
  chunks: v.array(chunkIdSchema),
  bytes: v.number(),
});

/** The context of a task that brings chunks; nothing for that of another one. */
export function chunksContextOf(context: unknown): ChunksContext | undefined {
  const result = v.safeParse(chunksContextSchema, context);
  return result.success ? result.output : undefined;
}
