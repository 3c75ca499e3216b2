import * as v from 'valibot';

/** What the server said to a task's last attempt, as far as it is kept: bodies are cut at 16 KiB of text. */
export type Answer = v.InferOutput<typeof answerSchema>;

export const answerSchema = v.object({ status: v.number(), body: v.string() });

/** Why a pending task is not on its way. Times are milliseconds since 1970. */
export type Wait = v.InferOutput<typeof waitSchema>;

const waitSchema = v.variant('for', [
  v.object({ for: v.literal('turn') }),
  v.object({ for: v.literal('network'), until: v.number() }),
  v.object({ for: v.literal('server'), until: v.number(), status: v.number() }),
  v.object({ for: v.literal('sign-in') }),
]);

/** Why a task failed. `message` is a sentence for a person; `answer` is there when a server gave one. */
export type TaskFailure = v.InferOutput<typeof failureSchema>;

const failureSchema = v.object({
  code: v.picklist(['refused', 'conflict', 'request-missing', 'request-unreadable']),
  message: v.string(),
  answer: v.exactOptional(answerSchema),
});

const common = {
  id: v.string(),
  taskType: v.string(),
  version: v.number(),
  account: v.string(),
  context: v.unknown(),
  retryCount: v.number(),
  createdAt: v.number(),
};

/** One operation that a person asked for, as the page sees it. Each status carries only its own fields. */
export type QueueTask = v.InferOutput<typeof queueTaskSchema>;

export const queueTaskSchema = v.variant('status', [
  v.object({ ...common, status: v.literal('pending'), wait: waitSchema }),
  v.object({ ...common, status: v.literal('processing'), startedAt: v.number() }),
  v.object({
    ...common,
    status: v.literal('completed'),
    processedAt: v.number(),
    outcome: v.variant('kind', [
      v.object({ kind: v.literal('delivered'), answer: answerSchema }),
      v.object({ kind: v.literal('superseded'), by: v.string() }),
    ]),
  }),
  v.object({ ...common, status: v.literal('failed'), processedAt: v.number(), error: failureSchema }),
]);
