export type {
  Accepted,
  Authorize,
  BatchOptions,
  BeforeSend,
  Budget,
  Conflict,
  Decision,
  DeliveryOptions,
  ExportedTask,
  Limits,
  OldTask,
  Resolution,
  TaskOptions,
  TaskRules,
  Trace,
  TraceEvent,
  VerdictKind,
} from '../outbox/index.ts';
export {
  BackhaulError,
  defineTask,
  type ErrorCode,
  type ErrorDetails,
  type TaskDefinition,
} from '../outbox/index.ts';
export type { Answer, Outcome, QueueTask, TaskFailure, Wait } from '../protocol/index.ts';
export type { Client, EnqueueOptions, Receipt, Settlement, Snapshot } from './client.ts';
export { type ClientOptions, createClient } from './create-client.ts';
export type {
  DeltaTask,
  HoldReason,
  JournalSync,
  JournalSyncState,
  Saved,
} from './journal/journal-sync.ts';
export type { SpaceNews } from './journal/space-news.ts';
export { syncJournal } from './journal/sync-journal.ts';
export type { JournalSyncOptions } from './journal/sync-options.ts';
export type { SyncStatus } from './live/status.ts';
export type { Summary } from './live/summary.ts';
