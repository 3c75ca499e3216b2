import type { QueueTask } from 'backhaul';
import type { ReactNode } from 'react';
import './task-list.css';
import { TaskItem } from './TaskItem.tsx';
import { syncWords } from './words.ts';

const SHOWN = 200;

/** What needs a person first, then what waits, then what is done; the newest first in each. */
export function TaskList({ tasks }: { readonly tasks: readonly QueueTask[] }): ReactNode {
  if (tasks.length === 0) return <p className="sync-empty quiet">{syncWords.empty}</p>;
  return (
    <section aria-label={syncWords.list}>
      <ul className="task-list">
        {inOrder(tasks)
          .slice(0, SHOWN)
          .map((task) => (
            <TaskItem key={task.id} task={task} />
          ))}
      </ul>
    </section>
  );
}

const ranks: Readonly<Record<QueueTask['status'], number>> = { failed: 0, processing: 1, pending: 2, completed: 3 };

function inOrder(tasks: readonly QueueTask[]): readonly QueueTask[] {
  return tasks.toSorted((one, other) => ranks[one.status] - ranks[other.status] || other.createdAt - one.createdAt);
}
