import type { QueueTask } from '../../protocol/index.ts';

/** What has changed in an outbox since it was last looked at. */
export interface Observed {
  /** Tasks of ours that have been delivered, declined, or ended in another way since then. */
  readonly settled: readonly QueueTask[];
  /** It has let go of a request, whoever's: there may be room for another one. */
  readonly hasLetGo: boolean;
}

/** Follows an outbox. What was settled before the first look is nothing new. */
export function observer(isOurs: (task: QueueTask) => boolean): (tasks: readonly QueueTask[]) => Observed {
  let before: ReadonlyMap<string, QueueTask> | undefined;
  return (tasks) => {
    const known = before;
    before = new Map(tasks.map((task) => [task.id, task]));
    if (known === undefined) return { settled: [], hasLetGo: false };
    const isNew = (task: QueueTask) => isSettled(task) && known.get(task.id)?.status !== task.status;
    const isGone = ({ id }: QueueTask) => before?.get(id) === undefined || before.get(id)?.status === 'completed';
    const held = [...known.values()].filter(({ status }) => status !== 'completed');
    return { settled: tasks.filter((task) => isOurs(task) && isNew(task)), hasLetGo: held.some(isGone) };
  };
}

function isSettled({ status }: QueueTask): boolean {
  return status === 'completed' || status === 'failed';
}
