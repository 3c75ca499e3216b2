import type { ExportedTask, QueueTask } from '../../client/index.ts';
import type { Inspection } from '../inspection.ts';
import { type Fact, Facts } from '../look/facts.ts';
import { make, setText } from '../look/make.ts';
import { errorWords } from './error-words.ts';
import { answerOf, attemptsOf, type Saying } from './say.ts';

interface Shown {
  readonly task: QueueTask;
  readonly saying: Saying;
}

/** Ids, headers and the server's own words, read when a person opens them. */
export class TaskDetails {
  readonly element: HTMLDetailsElement;
  readonly #facts = new Facts();
  readonly #problem = make('p', { class: 'problem' });
  readonly #id: string;
  readonly #inspection: Inspection;
  #shown: Shown | undefined;
  #reading: Promise<ExportedTask> | undefined;

  constructor(id: string, inspection: Inspection) {
    this.#id = id;
    this.#inspection = inspection;
    const { details } = inspection.words;
    this.element = make(
      'details',
      { class: 'details' },
      make('summary', {}, details),
      this.#facts.element,
      this.#problem,
    );
    this.element.addEventListener('toggle', () => this.#read());
  }

  show(shown: Shown): void {
    const isNews = this.#shown?.task !== shown.task;
    this.#shown = shown;
    if (isNews) this.#read();
  }

  /** What was asked for last is shown, even where what was asked for before it comes later. */
  #read(): void {
    if (!this.element.open) return;
    const { client, words } = this.#inspection;
    const reading = client.export(this.#id);
    this.#reading = reading;
    const show = (problem: string, exported?: ExportedTask) => {
      if (this.#reading !== reading) return;
      setText(this.#problem, problem);
      if (exported !== undefined && this.#shown !== undefined) {
        this.#facts.show(factsOf(exported, this.#shown.saying));
      }
    };
    reading.then(
      (exported) => show('', exported),
      (error: unknown) => show(errorWords(error, words)),
    );
  }
}

/** Characters of an answer's body. */
const ANSWER_SHOWN = 600;

function factsOf({ task, request, orderingKey }: ExportedTask, { words, format }: Saying): readonly Fact[] {
  const names = words.facts;
  return [
    [names.id, task.id],
    [names.type, `${task.taskType} ${task.version}`],
    [names.lane, orderingKey ?? words.ownLane],
    [names.saved, format.date(task.createdAt)],
    [names.attempts, format.count(attemptsOf(task))],
    [names.size, format.size(task.bytes)],
    [names.request, request === undefined ? words.requestGone : `${request.method ?? 'GET'} ${request.url}`],
    [names.headers, headerLines(request?.headers ?? {})],
    [names.answer, answerWords(task)],
    [names.replacedBy, task.status === 'completed' && task.outcome.kind === 'superseded' ? task.outcome.by : ''],
    [names.dependsOn, task.status === 'failed' ? (task.error.dependency ?? '') : ''],
  ];
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function answerWords(task: QueueTask): string {
  const answer = answerOf(task);
  if (answer === undefined) return '';
  const { status, body } = answer;
  const shown = body.length > ANSWER_SHOWN ? `${body.slice(0, ANSWER_SHOWN)}…` : body;
  return `${status} ${shown}`.trimEnd();
}
