import type { Answer, QueueTask } from 'backhaul';
import type { ReactNode } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { entryIdsOf } from '../../../task-words/task-context.ts';
import { syncWords } from './words.ts';

const ENTRIES_SHOWN = 12;
const ANSWER_SHOWN = 600;

/** Ids and the server's own words, one click deeper. */
export function TaskDetails({ task }: { readonly task: QueueTask }): ReactNode {
  const format = useFormat();
  const answer = answerOf(task);
  return (
    <details className="task-details">
      <summary>{syncWords.details}</summary>
      <dl>
        <Detail name={syncWords.id} value={task.id} />
        <Detail name={syncWords.type} value={`${task.taskType} ${task.version}`} />
        <Detail name={syncWords.saved} value={format.date(task.createdAt)} />
        <Detail name={syncWords.attempts} value={format.count(task.retryCount)} />
        <Detail name={syncWords.entries} value={entriesOf(task)} />
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

function entriesOf(task: QueueTask): string {
  const ids = entryIdsOf(task);
  const more = ids.length - ENTRIES_SHOWN;
  return more > 0 ? `${ids.slice(0, ENTRIES_SHOWN).join(', ')} and ${more} more` : ids.join(', ');
}

function answerWords({ status, body }: Answer): string {
  const shown = body.length > ANSWER_SHOWN ? `${body.slice(0, ANSWER_SHOWN)}…` : body;
  return `${status} ${shown}`.trimEnd();
}

function answerOf(task: QueueTask): Answer | undefined {
  if (task.status === 'failed') return task.error.answer;
  return task.status === 'completed' && task.outcome.kind === 'delivered' ? task.outcome.answer : undefined;
}
