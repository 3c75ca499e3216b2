import type { QueueTask } from '../../client/index.ts';
import type { Inspection } from '../inspection.ts';
import { KeyedList } from '../look/keyed-list.ts';
import { make } from '../look/make.ts';
import type { Saying } from './say.ts';
import { type ShownTask, TaskRow } from './task-row.ts';

/** The tasks as a table; on a narrow screen each is a card. */
export class TaskTable {
  readonly element: HTMLTableElement;
  readonly #rows: KeyedList<ShownTask>;

  constructor(inspection: Inspection) {
    const { words } = inspection;
    const headers = Object.entries(words.columns).map(([name, title]) =>
      make('th', { role: 'columnheader', scope: 'col', class: `cell cell-${name}` }, title),
    );
    const head = make('tr', { role: 'row', class: 'row' }, ...headers);
    this.element = make('table', { role: 'table', 'aria-label': words.outbox });
    this.element.append(make('thead', { role: 'rowgroup' }, head));
    this.#rows = new KeyedList(this.element, (id) => new TaskRow(id, inspection), this.element.tHead);
  }

  show(tasks: readonly QueueTask[], saying: Saying): void {
    this.#rows.show(tasks.map((task) => [task.id, { task, saying }]));
  }
}
