import type { Value } from '../journal.ts';

interface Named {
  readonly collection: string;
  readonly key: string;
}

/**
 * A record of the app's own, under the names that it has in the journal. Either with its value; or with a `version` that is
 * another one whenever the value is (a counter, a time of change, a digest, an ETag), and a way to load the value, which is
 * used only then. A record for which `load` gives nothing has gone meanwhile, and is left for the next time.
 */
export type SourceRecord =
  | (Named & { readonly value: Value })
  | (Named & { readonly version: string; readonly load: () => Promise<Value | undefined> });

/** An app's own records, in a database of its own, or wherever they are. */
export interface RecordSource {
  /** Tells what is known of these records from what is known of other sources'. The same one every time. */
  readonly name: string;
  /** Reads all records anew, one by one or page by page, at the pace at which they are asked for. */
  readonly records: () => AsyncIterable<SourceRecord> | Iterable<SourceRecord>;
  /**
   * What it means that a record is not there that was there before. Nothing, unless it says `deleted`: then the record was
   * deleted, once `records` has come to its end without an error. A source that gives no record at all is still taken for
   * one that was emptied by accident (AdoptError `source-empty`), unless it says `all-deleted`.
   */
  readonly absence?: 'deleted' | 'all-deleted';
}
