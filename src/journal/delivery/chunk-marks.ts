import * as v from 'valibot';
import { chunkIdSchema } from '../../protocol/index.ts';
import type { Journal } from '../journal.ts';
import { chunksContextOf } from './chunks-context.ts';

type Marks = Pick<Journal, 'markChunks'>;

/** Takes in that the server has the chunks that a task of this context has brought. */
export async function chunksArrived(journal: Marks, context: unknown): Promise<void> {
  await journal.markChunks(chunksContextOf(context)?.chunks ?? [], 'sent');
}

const problemSchema = v.object({ missing: v.array(chunkIdSchema) });

/** Takes in that the server does not have the chunks that a `chunks-missing` problem names. */
export async function chunksMissing(journal: Marks, body: string): Promise<void> {
  const problem = v.safeParse(v.pipe(v.string(), v.parseJson(), problemSchema), body);
  await journal.markChunks(problem.success ? problem.output.missing : [], 'unsent');
}
