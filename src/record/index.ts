/** Records what every pass over the outbox did, for worker and page, and reads it back. Nothing needs it to deliver. */
export type { PassEnd, PassRecord, RecordedAttempt, Sign } from './pass-record.ts';
export { forgetPasses, readPasses } from './pass-store.ts';
export { type RecordOptions, recordPasses } from './record-passes.ts';
