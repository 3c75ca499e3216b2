import type { Answer, QueueTask } from 'backhaul';
import type { ReactNode } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { entriesOf } from '../../../tasks/task-context.ts';
import { syncWords } from './words.ts';

const ANSWER_SHOWN = 600;

/** Ids and the server's own words, one click deeper. */
export function TaskDetails({ task }: { readonly task: QueueTask }): ReactNode {
  const format = useFormat();
  const answer = answerOf(task);
  const entries = entriesOf(task);
  return (
    <details className="task-details">
      <summary>{syncWords.details}</summary>
      <dl>
        <Detail name={syncWords.id} value={task.id} />
        <Detail name={syncWords.type} value={`${task.taskType} ${task.version}`} />
        <Detail name={syncWords.saved} value={format.date(task.createdAt)} />
        <Detail name={syncWords.attempts} value={format.count(task.retryCount)} />
        {entries !== undefined && <Detail name={syncWords.entries} value={format.count(entries)} />}
        <Detail name={syncWords.size} value={format.size(task.bytes)} />
        {task.status === 'completed' && task.outcome.kind === 'superseded' && (
          <Detail name={syncWords.replacedBy} value={task.outcome.by} />
        )}
        {answer !== undefined && <Detail name={syncWords.answer} value={answerWords(answer)} />}
      </dl>
    </details>
  );
}

function Detail({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  if (value === '') return null;
  return (
    <>
      <dt className="name">{name}</dt>
      <dd className="value">{value}</dd>
    </>
  );
}

function answerWords({ status, body }: Answer): string {
  const shown = body.length > ANSWER_SHOWN ? `${body.slice(0, ANSWER_SHOWN)}…` : body;
  return `${status} ${shown}`.trimEnd();
}

function answerOf(task: QueueTask): Answer | undefined {
  if (task.status === 'failed') return task.error.answer;
  return task.status === 'completed' && task.outcome.kind === 'delivered' ? task.outcome.answer : undefined;
}
