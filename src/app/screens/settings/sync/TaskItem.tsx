import type { QueueTask } from 'backhaul';
import { type ReactNode, useId, useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { useNow } from '../../../format/use-now.ts';
import { useOnline } from '../../../format/use-online.ts';
import { SpokenMark } from '../../../mark/Mark.tsx';
import { placeOfTask } from '../../../mark/place.ts';
import { useAppView, useModel } from '../../../provider/AppProvider.tsx';
import { nextAttemptAt, stateOf } from '../../../task-words/state-words.ts';
import { titleOf } from '../../../task-words/task-words.ts';
import { TaskDetails } from './TaskDetails.tsx';
import { syncWords } from './words.ts';

export function TaskItem({ task }: { readonly task: QueueTask }): ReactNode {
  const titleId = useId();
  const view = useAppView();
  const format = useFormat();
  const now = useNow(nextAttemptAt(task));
  const isOnline = useOnline();
  return (
    <li className="task" data-status={task.status}>
      <SpokenMark key={task.status} place={placeOfTask(task)} />
      <div className="task-words">
        <h3 id={titleId}>{titleOf(task, view)}</h3>
        <p className="task-state figures">{stateOf(task, { now, isOnline }, format)}</p>
        {task.status === 'failed' && <TaskActions id={task.id} canRetry={hasRequest(task)} titleId={titleId} />}
        <TaskDetails task={task} />
      </div>
    </li>
  );
}

/** A task whose request is gone would only fail again. */
function hasRequest(task: Extract<QueueTask, { status: 'failed' }>): boolean {
  return task.error.code === 'refused' || task.error.code === 'conflict';
}

interface TaskActionsProps {
  readonly id: string;
  readonly canRetry: boolean;
  readonly titleId: string;
}

function TaskActions({ id, canRetry, titleId }: TaskActionsProps): ReactNode {
  const model = useModel();
  const [isGone, setIsGone] = useState(false);
  const attempt = (action: Promise<void>) => {
    action.catch((error: unknown) => {
      console.warn(error);
      setIsGone(true);
    });
  };
  return (
    <>
      <div className="task-actions">
        {canRetry && (
          <button
            type="button"
            className="button"
            aria-describedby={titleId}
            onClick={() => attempt(model.client.retry(id))}
          >
            {syncWords.retry}
          </button>
        )}
        <button
          type="button"
          className="button button-plain"
          aria-describedby={titleId}
          onClick={() => attempt(model.discard(id))}
        >
          {syncWords.discard}
        </button>
      </div>
      {isGone && (
        <p className="field-problem" role="alert">
          {syncWords.gone}
        </p>
      )}
    </>
  );
}
