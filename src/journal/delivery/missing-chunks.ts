import * as v from 'valibot';
import { type ChunkId, chunkIdSchema } from '../../protocol/index.ts';

const problemSchema = v.object({ missing: v.array(chunkIdSchema) });

/** The chunks that a `chunks-missing` problem names; none where it names none. */
export function missingChunks(body: string): readonly ChunkId[] {
  const problem = v.safeParse(v.pipe(v.string(), v.parseJson(), problemSchema), body);
  return problem.success ? problem.output.missing : [];
}
