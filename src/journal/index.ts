/** Settings on this device: sealed, merged, and ready to be sent. */

export {
  type JournalRulesOptions,
  journalBeforeSend,
  journalRules,
  type OpenJournal,
  REMOVE_FROM_SERVER,
  UPLOAD_CHUNKS,
  UPLOAD_PART,
} from './delivery/index.ts';
export type { EpochsState, JournalEpochs, Progress, Resealed, RotationOptions } from './epochs/journal-epochs.ts';
export { JournalError, type JournalErrorCode } from './errors.ts';
export type { DoubtReason, Standing } from './heads/history-state.ts';
export type {
  BrokenEntry,
  BrokenReason,
  Change,
  CodecOf,
  Collection,
  Delta,
  DirtyCollection,
  EntryKind,
  Journal,
  JournalChanged,
  JournalHistory,
  KindOf,
  Loser,
  Part,
  PullOptions,
  PullReport,
  Value,
  ValueCodec,
} from './journal.ts';
export { usualKind } from './kinds.ts';
export { type JournalOptions, openJournal, removeJournal } from './open-journal.ts';
