import type { QueueTask } from 'backhaul';
import type { ShownMessage } from '../../messages/conversation.ts';
import { messageOf } from '../../messages/message-tasks.ts';

type FailedTask = Extract<QueueTask, { status: 'failed' }>;

/** Where a message is. */
export type MessageState =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'waiting'; readonly task: QueueTask | undefined }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly task: FailedTask }
  /** It is on this device, and nothing sends it. */
  | { readonly kind: 'not-sent' };

/** The newest task that sends each message. `tasks` are the oldest first. */
export function sendingTasks(tasks: readonly QueueTask[]): ReadonlyMap<string, QueueTask> {
  return new Map(
    tasks.flatMap((task) => {
      const context = messageOf(task);
      return context === undefined ? [] : [[context.message, task] as const];
    }),
  );
}

export function messageState({ source }: Pick<ShownMessage, 'source'>, task: QueueTask | undefined): MessageState {
  if (source === 'server' || source === 'arrived') return { kind: 'delivered' };
  switch (task?.status) {
    case undefined:
      return source === 'written-before' ? { kind: 'not-sent' } : { kind: 'waiting', task };
    case 'pending':
      return { kind: 'waiting', task };
    case 'processing':
      return { kind: 'sending' };
    case 'failed':
      return { kind: 'refused', task };
    case 'completed':
      return task.outcome.kind === 'delivered' ? { kind: 'delivered' } : { kind: 'not-sent' };
  }
}
