import type { Accepted, Conflict, Resolution, TaskRules } from '../../outbox/index.ts';
import { chunksPath, decodeCbor, decodeDelta, decodeDeltaAnswer, deltaOf, parseProblem } from '../../protocol/index.ts';
import { collectionsOf } from './contexts.ts';
import { journalOf, type OpenJournal } from './open.ts';
import { REMOVE_FROM_SERVER, UPLOAD_CHUNKS, UPLOAD_PART } from './task-types.ts';

export interface JournalRulesOptions {
  /** The types of the tasks that carry deltas. */
  readonly types: readonly string[];
  readonly open: OpenJournal;
}

/** How whoever delivers treats what a journal sends: for `startOutbox`, and for `delivery` of pages without a worker. */
export function journalRules({ types, open }: JournalRulesOptions): readonly TaskRules[] {
  const delta = {
    version: 1,
    accept: (accepted: Accepted) => acceptDelta(open, accepted),
    resolve: (conflict: Conflict) => resolveDelta(open, conflict),
  };
  const removal = { version: 1, accept: (accepted: Accepted) => acceptRemoval(open, accepted) };
  return [
    ...types.map((type) => ({ type, ...delta })),
    { type: UPLOAD_PART, version: 1 },
    { type: UPLOAD_CHUNKS, version: 1, accept: (accepted) => acceptChunks(open, accepted) },
    { type: REMOVE_FROM_SERVER, ...removal },
  ];
}

/** @throws whatever the answer is not, or the journal's storage threw: the delta is sent again then. */
async function acceptDelta(open: OpenJournal, { request, body }: Accepted): Promise<void> {
  const journal = await journalOf(open, request);
  if (journal === undefined) return;
  const sent = decodeDelta(new Uint8Array(await request.arrayBuffer()));
  await journal.acknowledge(sent, decodeDeltaAnswer(body));
}

async function acceptChunks(open: OpenJournal, { request, context }: Accepted): Promise<void> {
  const journal = await journalOf(open, request, chunksPath);
  if (journal !== undefined) await (await import('./chunk-marks.ts')).chunksArrived(journal, context);
}

async function acceptRemoval(open: OpenJournal, { request }: Accepted): Promise<void> {
  await (await journalOf(open, request))?.forgetServer();
}

/** What is let go here stays dirty in the journal: a page enqueues it anew. */
async function resolveDelta(open: OpenJournal, { context, request, answer }: Conflict): Promise<Resolution> {
  const problem = parseProblem(answer.body);
  if (problem?.code === 'parts-missing') return 'keep-theirs';
  const journal = await journalOf(open, request);
  if (journal === undefined) return 'ask';
  if (problem?.code === 'chunks-missing') {
    await (await import('./chunk-marks.ts')).chunksMissing(journal, answer.body);
    return 'keep-theirs';
  }
  if (problem?.code === 'tombstones-pruned') {
    await journal.readAgain();
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
