import type { QueueTask, Snapshot } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';
import type { Inspection } from '../inspection.ts';
import { button, make, setText } from '../look/make.ts';
import { TimelineView } from '../timeline/timeline-view.ts';
import { Choices } from './choices.ts';
import { inOrder, isFound, isShownBy, STATUS_FILTERS, type StatusFilter } from './filter.ts';
import { type Saying, stateOf, titleOf } from './say.ts';
import { TaskTable } from './task-table.ts';
import { Toolbar } from './toolbar.ts';

/** Tasks that are drawn at once; a person asks for more. */
const AT_ONCE = 200;

/** The outbox as a table and as a timeline, and what narrows it down. */
export class OutboxView {
  readonly element: HTMLElement;
  readonly #inspection: Inspection;
  readonly #toolbar: Toolbar;
  readonly #filters: Choices<StatusFilter>;
  readonly #views: Choices<'list' | 'timeline'>;
  readonly #find: HTMLInputElement;
  readonly #table: TaskTable;
  readonly #timeline: TimelineView;
  readonly #empty = make('p', { class: 'empty' });
  readonly #more: HTMLButtonElement;
  #filter: StatusFilter = 'all';
  #view: 'list' | 'timeline' = 'list';
  #limit = AT_ONCE;

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
    const { words } = inspection;
    this.#toolbar = new Toolbar(inspection);
    this.#filters = new Choices(words.filter, STATUS_FILTERS, (filter) => this.#narrow({ filter }));
    this.#views = new Choices(words.view, ['list', 'timeline'], (view) => this.#narrow({ view }));
    this.#find = make('input', { type: 'search', 'aria-label': words.find, placeholder: words.find, class: 'find' });
    this.#find.addEventListener('input', () => this.#narrow({}));
    this.#table = new TaskTable(inspection);
    this.#timeline = new TimelineView(inspection);
    this.#more = button('', () => {
      this.#limit += AT_ONCE;
      inspection.refresh();
    });
    this.element = make('section', { class: 'outbox', 'aria-label': words.outbox, tabindex: '-1' });
    this.element.append(
      make('div', { class: 'bar' }, this.#filters.element, this.#views.element),
      make('div', { class: 'bar' }, this.#find, this.#toolbar.element),
      ...[this.#toolbar.note, this.#table.element, this.#timeline.element, this.#empty, this.#more],
    );
  }

  /** Whether what is shown changes with every second. */
  get showsTime(): boolean {
    return this.#view === 'timeline';
  }

  show(snapshot: Snapshot, passes: readonly PassRecord[], saying: Saying): void {
    const { words, format } = this.#inspection;
    const { tasks } = snapshot;
    const counts = (filter: StatusFilter) => tasks.filter((task) => isShownBy(filter, task)).length;
    this.#toolbar.show(snapshot);
    this.#filters.show(this.#filter, (filter) => `${words.filters[filter]} ${format.count(counts(filter))}`);
    this.#views.show(this.#view, (view) => words[view]);
    const fitting = this.#fitting(tasks, saying);
    const shown = fitting.slice(0, this.#limit);
    const isList = this.#view === 'list';
    this.#table.show(isList ? shown : [], saying);
    this.#timeline.show(isList ? [] : shown, passes, saying);
    this.#table.element.hidden = !isList || shown.length === 0;
    this.#timeline.element.hidden = isList || shown.length === 0;
    setText(this.#empty, tasks.length === 0 ? words.empty : words.noMatch);
    this.#empty.hidden = shown.length > 0;
    setText(this.#more, words.showMore(format.count(fitting.length - shown.length)));
    this.#more.hidden = fitting.length === shown.length;
  }

  #fitting(tasks: readonly QueueTask[], saying: Saying): readonly QueueTask[] {
    const typed = this.#find.value.trim();
    const options = this.#inspection.options();
    const said = (task: QueueTask) => [
      titleOf(task, options, saying.words),
      stateOf(task, saying),
      task.taskType,
      task.id,
    ];
    const ofStatus = tasks.filter((task) => isShownBy(this.#filter, task));
    return inOrder(typed === '' ? ofStatus : ofStatus.filter((task) => isFound(typed, said(task))));
  }

  #narrow({ filter = this.#filter, view = this.#view }): void {
    this.#filter = filter;
    this.#view = view;
    this.#limit = AT_ONCE;
    this.#inspection.refresh();
  }
}
