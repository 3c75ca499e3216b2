/** For apps that have their records already: finds what changed in them, and has the journal follow. */
export { type AdoptOptions, type AdoptReport, adoptChanged, type RecordName } from './adopt-changed.ts';
export { type Cached, type CachedState, type CacheOptions, cached } from './cached.ts';
export { type DetectOptions, detectChanged } from './detect-changed.ts';
export { AdoptError, type AdoptErrorCode } from './errors.ts';
export type { Unstorable } from './examine.ts';
export type { Loader, Waiting } from './shared-load.ts';
export type { Detected } from './sort.ts';
export type { RecordSource, SourceRecord } from './source.ts';
export { type RowDatabase, storeRecords } from './store-records.ts';
