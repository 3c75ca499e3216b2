import type { Client, QueueTask } from 'backhaul';
import type { SpaceId } from 'backhaul/protocol';
import type { MessageStore } from './message-store.ts';
import { contextOf, DELETE_MESSAGE, type MessageContext, SEND_MESSAGE } from './message-tasks.ts';

interface Following {
  readonly client: Pick<Client, 'tasks' | 'subscribe'>;
  readonly store: Pick<MessageStore, 'noteArrival' | 'noteDeletion' | 'dropOutgoing'>;
  readonly tell: (space: SpaceId) => void;
}

/** Notes what became of messages, before the outbox forgets it: until they come back from the server it is all that is known. */
export function followMessages({ client, store, tell }: Following): () => void {
  const noted = new Set<string>();
  const note = async (task: QueueTask, { space, message }: MessageContext) => {
    if (task.status !== 'completed') return;
    const isDelivered = task.outcome.kind === 'delivered';
    if (task.taskType === DELETE_MESSAGE && isDelivered) await store.noteDeletion(space, message);
    else if (task.taskType === SEND_MESSAGE && isDelivered) await store.noteArrival(message);
    else if (task.taskType === SEND_MESSAGE)
      await store.dropOutgoing(message); // Cancelled, or undone.
    else return;
    tell(space);
  };
  const look = () => {
    for (const task of client.tasks()) {
      if (task.status !== 'completed' || noted.has(task.id)) continue;
      noted.add(task.id);
      const context = task.taskType === SEND_MESSAGE || task.taskType === DELETE_MESSAGE ? contextOf(task) : undefined;
      if (context !== undefined) note(task, context).catch(() => noted.delete(task.id));
    }
  };
  const stop = client.subscribe(look);
  look();
  return stop;
}
