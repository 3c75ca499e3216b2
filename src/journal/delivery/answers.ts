import * as v from 'valibot';
import type { Accepted, Conflict, Resolution } from '../../outbox/index.ts';
import {
  type ChunkId,
  chunkIdSchema,
  chunksPath,
  decodeCbor,
  decodeDelta,
  decodeDeltaAnswer,
  deltaOf,
  parseProblem,
} from '../../protocol/index.ts';
import { chunksContextOf } from './chunks-context.ts';
import { collectionsOf } from './contexts.ts';
import { journalOf, type OpenJournal } from './open.ts';

/** @throws whatever the answer is not, or the journal's storage threw: the delta is sent again then. */
export async function acceptDelta(open: OpenJournal, { request, body }: Accepted): Promise<void> {
  const journal = await journalOf(open, request);
  if (journal === undefined) return;
  const sent = decodeDelta(new Uint8Array(await request.arrayBuffer()));
  await journal.acknowledge(sent, decodeDeltaAnswer(body));
}

/** The server has what the task has brought. */
export async function acceptChunks(open: OpenJournal, { request, context }: Accepted): Promise<void> {
  const journal = await journalOf(open, request, chunksPath);
  await journal?.markChunks(chunksContextOf(context)?.chunks ?? [], 'sent');
}

export async function acceptRemoval(open: OpenJournal, { request }: Accepted): Promise<void> {
  await (await journalOf(open, request))?.forgetServer();
}

/** What is let go here stays dirty in the journal: a page enqueues it anew. */
export async function resolveDelta(open: OpenJournal, { context, request, answer }: Conflict): Promise<Resolution> {
  const problem = parseProblem(answer.body);
  if (problem?.code === 'parts-missing') return 'keep-theirs';
  const journal = await journalOf(open, request);
  if (journal === undefined) return 'ask';
  if (problem?.code === 'chunks-missing') {
    await journal.markChunks(missingChunks(answer.body), 'unsent');
    return 'keep-theirs';
  }
  if (problem?.code === 'tombstones-pruned') {
    await journal.readAgain();
    return 'keep-theirs';
  }
  if (problem?.code === 'epoch-not-next') {
    await (await journal.epochs()).hear((await epochIn(request)) - 1); // Or it was set back further.
    return 'keep-theirs';
  }
  if (problem?.code === 'epoch-superseded') {
    if (!(await (await journal.epochs()).superseded(await epochIn(request)))) return 'keep-theirs';
  } else if (problem?.code === 'clock-ahead' && problem.now !== undefined) await journal.correct(problem.now);
  else return 'ask';
  const [delta, ...others] = await journal.deltaByIds(collectionsOf(context));
  if (delta === undefined || others.length + delta.parts.length + delta.chunks.length > 0) return 'keep-theirs';
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body: delta.body });
}

async function epochIn(request: Request): Promise<number> {
  return deltaOf(decodeCbor(new Uint8Array(await request.clone().arrayBuffer()))).epoch;
}

const missingSchema = v.pipe(v.string(), v.parseJson(), v.object({ missing: v.array(chunkIdSchema) }));

/** The chunks that a `chunks-missing` problem names; none where it names none. */
function missingChunks(body: string): readonly ChunkId[] {
  const problem = v.safeParse(missingSchema, body);
  return problem.success ? problem.output.missing : [];
}
