export type {
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
export { BackhaulError, defineTask, type ErrorCode, type ErrorDetails, type TaskDefinition } from '../outbox/index.ts';
export type { Answer, Outcome, QueueTask, TaskFailure, Wait } from '../protocol/index.ts';
export type { Client, EnqueueOptions, Receipt, Settlement, Snapshot } from './client.ts';
export { type ClientOptions, createClient } from './create-client.ts';
export type { SyncStatus } from './live/status.ts';
export type { Summary } from './live/summary.ts';
