export { BackhaulError, defineTask, type ErrorCode, type ErrorDetails, type TaskDefinition } from '../outbox/index.ts';
export type { Answer, QueueTask, TaskFailure, Wait } from '../protocol/index.ts';
export type { Client, Receipt, Settlement, Snapshot } from './client.ts';
export { type ClientOptions, createClient } from './create-client.ts';
export type { SyncStatus } from './live/status.ts';
