/** The words that the page, the worker and the server all speak. This folder imports nothing else of ours. */
export { type Clock, clockSchema, compareClocks } from './clock.ts';
export { CBOR, decodeCbor, encodeCbor, JSON_MEDIA, MalformedBodyError, PROBLEM_MEDIA } from './codec.ts';
export { IDEMPOTENCY_KEY, idempotencyKeySchema } from './idempotency.ts';
export { type TasksChanged, type ToPage, type ToWorker, toPageSchema, toWorkerSchema } from './messages.ts';
export { type Problem, type ProblemCode, parseProblem, problem, problemSchema } from './problem.ts';
export {
  type AccountId,
  accountIdSchema,
  type Entry,
  type EntryOutcome,
  entrySchema,
  isTombstone,
  type SettingsAnswer,
  type SettingsBatch,
  type SettingsPage,
  settingsAnswerSchema,
  settingsBatchSchema,
  settingsPageSchema,
  settingsPath,
} from './settings.ts';
export {
  type Answer,
  answerSchema,
  type QueueTask,
  queueTaskSchema,
  type TaskFailure,
  type Wait,
} from './task.ts';
