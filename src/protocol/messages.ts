import * as v from 'valibot';
import { queueTaskSchema } from './task.ts';

/** What a page posts to the worker. */
export type ToWorker = v.InferOutput<typeof toWorkerSchema>;

export const toWorkerSchema = v.variant('type', [
  v.object({ type: v.literal('backhaul:replay'), networkIsBack: v.boolean() }),
  v.object({ type: v.literal('SKIP_WAITING') }),
]);

/** What is told to every page, over a BroadcastChannel. A hint only: the ledger is what counts. */
export type ToPage = v.InferOutput<typeof toPageSchema>;

/** `sequence` counts the ledger's transactions: a page that misses one reads the ledger again. */
export type TasksChanged = v.InferOutput<typeof tasksChangedSchema>;

const tasksChangedSchema = v.object({
  type: v.literal('backhaul:tasks-changed'),
  sequence: v.number(),
  changed: v.array(queueTaskSchema),
  removed: v.array(v.string()),
});

export const toPageSchema = v.variant('type', [tasksChangedSchema]);
