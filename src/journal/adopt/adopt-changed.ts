import type { Change } from '../journal.ts';
import { type DetectOptions, detectGroups } from './detect-changed.ts';
import type { RecordSource } from './source.ts';

export interface AdoptOptions extends DetectOptions {
  /** Saves what has changed, some records in one save; the journal's own `batch` unless told, `sync.save` to send it, too. */
  readonly save?: (changes: readonly Change[]) => Promise<unknown>;
}

/** What one look at a source has found, by the records' names. */
export interface AdoptReport {
  readonly saved: readonly RecordName[];
  /** Left as they are: the journal has something else, which did not come from this source. */
  readonly conflicting: readonly RecordName[];
  /** Left as they are: no journal can store what they hold. */
  readonly unstorable: readonly RecordName[];
}

export interface RecordName {
  readonly collection: string;
  readonly key: string;
}

/**
 * Has the journal follow an app's own records: saves those that have changed, and no other.
 * @throws as `detectChanged` and `save` do; what was saved before stays saved, and is not seen again
 */
export async function adoptChanged(source: RecordSource, options: AdoptOptions): Promise<AdoptReport> {
  const { save = options.journal.batch } = options;
  const saved: RecordName[] = [];
  const conflicting: RecordName[] = [];
  const unstorable: RecordName[] = [];
  for await (const group of detectGroups(source, options)) {
    const changes = group.flatMap((one) => (one.kind === 'changed' ? [one.change] : []));
    if (changes.length > 0) await save(changes);
    saved.push(...changes.map(nameOf));
    conflicting.push(...group.flatMap((one) => (one.kind === 'conflicting' ? [nameOf(one.change)] : [])));
    unstorable.push(...group.flatMap((one) => (one.kind === 'unstorable' ? [nameOf(one)] : [])));
  }
  return { saved, conflicting, unstorable };
}

function nameOf({ collection, key }: RecordName): RecordName {
  return { collection, key };
}
