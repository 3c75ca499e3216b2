import { defineTask, type QueueTask, type TaskDefinition } from 'backhaul';
import { messageIdSchema, messagePath, spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { CHANNEL } from './address.ts';

/** All that is listed of a message in the outbox: what it says is in the request alone, sealed. */
export const messageContextSchema = v.object({ space: spaceIdSchema, message: messageIdSchema });

export type MessageContext = v.InferOutput<typeof messageContextSchema>;

/** Ids of the tasks that will send something to a space, or delete something there. */
export function tasksThatSend(space: string, tasks: readonly QueueTask[]): readonly string[] {
  return tasks
    .filter((task) => isOpen(task) && isMessageTask(task) && contextOf(task)?.space === space)
    .map(({ id }) => id);
}

function isOpen({ status }: QueueTask): boolean {
  return status === 'pending' || status === 'processing';
}

function isMessageTask({ taskType }: QueueTask): boolean {
  return taskType === SEND_MESSAGE || taskType === DELETE_MESSAGE;
}

/**
 * Ids of the messages that are being deleted, or have been, and of those that were taken back before they were sent: they are
 * not shown, whatever else is known of them. `tasks` are the oldest first.
 */
export function goneMessages(tasks: readonly QueueTask[]): ReadonlySet<string> {
  const gone = new Map(
    tasks.flatMap((task) => {
      const context = isMessageTask(task) ? contextOf(task) : undefined;
      return context === undefined
        ? []
        : [[`${task.taskType} ${context.message}`, isGoneBy(task) ? context.message : '']];
    }),
  );
  return new Set([...gone.values()].filter((message) => message !== ''));
}

function isGoneBy(task: QueueTask): boolean {
  const isDeletion = task.taskType === DELETE_MESSAGE;
  if (task.status !== 'completed') return isDeletion && task.status !== 'failed';
  switch (task.outcome.kind) {
    case 'delivered':
    case 'moot':
      return isDeletion;
    case 'annihilated':
      return true;
    case 'cancelled':
      return !isDeletion;
    default:
      return false;
  }
}

/** The message that a task sends or deletes. */
export function contextOf({ context }: QueueTask): MessageContext | undefined {
  const parsed = v.safeParse(messageContextSchema, context);
  return parsed.success ? parsed.output : undefined;
}

/** The message that a task sends; nothing for another task. */
export function messageOf(task: QueueTask): MessageContext | undefined {
  return task.taskType === SEND_MESSAGE ? contextOf(task) : undefined;
}

export const SEND_MESSAGE = 'send-message';
export const DELETE_MESSAGE = 'delete-message';

type MessageTask = TaskDefinition<typeof messageContextSchema>;

/** A channel is a lane: its messages arrive in the order in which they were written. */
const laneOf = ({ space }: MessageContext) => `channel:${space}`;
const nameOf = ({ message }: MessageContext) => `message:${message}`;

interface Bodies {
  readonly origin: string;
  /** The sealed message, kept on this device by then. */
  readonly bodyOf: (context: MessageContext) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Sends a message. */
export function sendMessageTask({ origin, bodyOf }: Bodies): MessageTask {
  return defineTask({
    type: SEND_MESSAGE,
    version: 1,
    context: messageContextSchema,
    request: async (context) =>
      new Request(urlOf(origin, context), {
        method: 'PUT',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: await bodyOf(context),
      }),
    orderingKey: laneOf,
    creates: nameOf,
  });
}

/** Deletes a message; one that was never sent goes with it, and nothing reaches the server. */
export function deleteMessageTask(origin: string): MessageTask {
  return defineTask({
    type: DELETE_MESSAGE,
    version: 1,
    context: messageContextSchema,
    request: (context) => new Request(urlOf(origin, context), { method: 'DELETE' }),
    orderingKey: laneOf,
    annihilates: nameOf,
  });
}

function urlOf(origin: string, { space, message }: MessageContext): URL {
  return new URL(messagePath(space, CHANNEL, message), origin);
}
