import type { QueueTask } from '../../client/index.ts';
import type { Inspection } from '../inspection.ts';
import type { Item } from '../look/keyed-list.ts';
import { button, make, setText } from '../look/make.ts';
import { mark, placeOf } from '../look/mark.ts';
import { type Action, allowedFor } from './allowed.ts';
import { errorWords } from './error-words.ts';
import { answerStatusOf, attemptsOf, nextAttemptAt, type Saying, stateOf, titleOf, until } from './say.ts';
import { TaskDetails } from './task-details.ts';

export interface ShownTask {
  readonly task: QueueTask;
  readonly saying: Saying;
}

/** One task: a row of figures, and one below it with what can be done and what can be looked up. */
export class TaskRow implements Item<ShownTask> {
  readonly element: HTMLElement;
  readonly #inspection: Inspection;
  readonly #cells: Cells;
  readonly #details: TaskDetails;
  readonly #actions = make('div', { class: 'actions' });
  readonly #problem = make('p', { class: 'problem', role: 'alert' });
  #task: QueueTask | undefined;
  #allowed = '';

  constructor(id: string, inspection: Inspection) {
    this.#inspection = inspection;
    this.#cells = makeCells(id, inspection.words.columns);
    this.#details = new TaskDetails(id, inspection);
    const more = make('td', { role: 'cell', class: 'more', colspan: '6' });
    more.append(this.#actions, this.#problem, this.#details.element);
    this.element = make(
      'tbody',
      { role: 'rowgroup', class: 'task', 'data-key': id },
      make('tr', { role: 'row', class: 'row' }, ...Object.values(this.#cells)),
      make('tr', { role: 'row', class: 'row-more' }, more),
    );
  }

  show({ task, saying }: ShownTask): void {
    const { words, format } = saying;
    const { what, state, attempts, next, size, answer } = this.#cells;
    const attemptAt = nextAttemptAt(task);
    this.element.dataset.place = placeOf(task);
    if (this.#task === undefined || placeOf(this.#task) !== placeOf(task))
      what.firstElementChild?.replaceChildren(mark(placeOf(task)));
    setText(titleIn(what), titleOf(task, this.#inspection.options(), words));
    setText(state, stateOf(task, saying));
    setText(attempts, format.count(attemptsOf(task)));
    setText(next, attemptAt === undefined ? words.none : until(attemptAt, saying));
    setText(size, format.size(task.bytes));
    setText(answer, answerStatusOf(task)?.toString() ?? words.none);
    this.#showActions(task);
    this.#details.show({ task, saying });
    this.#task = task;
  }

  #showActions(task: QueueTask): void {
    const allowed = allowedFor(task, this.#inspection.options());
    if (allowed.join() === this.#allowed) return;
    this.#allowed = allowed.join();
    setText(this.#problem, '');
    const { actions } = this.#inspection.words;
    const about = { 'aria-describedby': titleIn(this.#cells.what).id };
    this.#actions.replaceChildren(
      ...allowed.map((action) => button(actions[action], () => this.#act(action), { ...about, 'data-action': action })),
    );
  }

  #act(action: Action): void {
    const task = this.#task;
    if (task === undefined) return;
    const { words, edit } = this.#inspection;
    if (action !== 'edit') {
      this.#perform(action, task.id).then(
        () => setText(this.#problem, ''),
        (error: unknown) => setText(this.#problem, errorWords(error, words)),
      );
    } else if (task.status === 'failed') edit(task);
  }

  async #perform(action: Exclude<Action, 'edit'>, id: string): Promise<void> {
    const { client, options } = this.#inspection;
    const { discard = client.discard, cancel = client.cancel } = options();
    await { retry: client.retry, discard, cancel }[action](id);
  }
}

type Cells = ReturnType<typeof makeCells>;

function makeCells(id: string, columns: Inspection['words']['columns']) {
  const cell = (name: Exclude<keyof typeof columns, 'what'>) =>
    make('td', { role: 'cell', class: `cell cell-${name}`, 'data-label': columns[name] });
  const title = make('span', { class: 'title', id: `title-${id}` });
  return {
    what: make('th', { role: 'rowheader', scope: 'row', class: 'cell cell-what' }, make('span'), title),
    state: cell('state'),
    attempts: cell('attempts'),
    next: cell('next'),
    size: cell('size'),
    answer: cell('answer'),
  };
}

function titleIn(what: HTMLElement): Element {
  return what.lastElementChild ?? what;
}
