import type { JournalContext } from '../context.ts';
import type { Slices } from '../slices/slices.ts';
import type { MarkStore } from './marks/mark-store.ts';
import type { RecordSource } from './source.ts';

/** What every part of one look at a source works with. */
export interface Adoption {
  readonly context: JournalContext;
  readonly source: RecordSource;
  /** The source's name, blind. */
  readonly sourceId: string;
  readonly marks: MarkStore;
  readonly slices: Slices;
  readonly signal: AbortSignal | undefined;
}
