import type { JournalContext } from '../context.ts';
import type { Journal } from '../journal.ts';
import { contextOf } from '../kept-context.ts';
import { idleSlices } from '../slices/idle-slices.ts';
import type { Adoption } from './adoption.ts';
import { detect } from './detect.ts';
import { sourceId } from './digests.ts';
import { indexedDbMarkStore } from './marks/indexed-db-mark-store.ts';
import type { Detected } from './sort.ts';
import type { RecordSource } from './source.ts';

export interface DetectOptions {
  /** The one that `openJournal` gave. */
  readonly journal: Journal;
  /** Ends it between two records: the next step rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Compares an app's own records with what was known of them, and tells what has changed, as it is asked for it: in idle
 * slices of a few milliseconds, a few records at a time. A record counts as known once the journal is found to have it, when
 * the next one is asked for. So save each as it comes, `for await (…) await sync.save([change])`; whoever stops, or dies, in
 * between is told it again.
 * @throws JournalError `storage-full`, `storage-unavailable`; AdoptError `source-empty`; what the source throws
 */
export async function* detectChanged(source: RecordSource, options: DetectOptions): AsyncGenerator<Detected, void> {
  for await (const group of detectGroups(source, options)) yield* group;
}

/** The same, a few of them at a time. */
export async function* detectGroups(
  source: RecordSource,
  { journal, signal }: DetectOptions,
): AsyncGenerator<readonly Detected[], void> {
  const context = contextOf(journal);
  await context.store.state(); // Makes the database where there is none yet.
  yield* detect(await adoptionOf(context, source, signal));
}

async function adoptionOf(
  context: JournalContext,
  source: RecordSource,
  signal: AbortSignal | undefined,
): Promise<Adoption> {
  return {
    context,
    source,
    sourceId: await sourceId(context.account.blinding, source.name),
    marks: indexedDbMarkStore(context.name),
    slices: idleSlices(),
    signal,
  };
}
