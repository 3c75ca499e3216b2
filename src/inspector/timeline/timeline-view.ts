import type { QueueTask } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';
import type { Inspection } from '../inspection.ts';
import { KeyedList } from '../look/keyed-list.ts';
import { make } from '../look/make.ts';
import type { Saying } from '../tasks/say.ts';
import { inUnits, marksOf, placeOfAge } from './axis.ts';
import { type ShownCourse, TaskCourse } from './task-course.ts';

/** The course of every task on one axis of time, which ends now. */
export class TimelineView {
  readonly element: HTMLElement;
  readonly #axis = make('div', { class: 'axis', 'aria-hidden': 'true' });
  readonly #courses: KeyedList<ShownCourse>;
  readonly #inspection: Inspection;

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
    const list = make('ol', { class: 'courses', 'aria-label': inspection.words.timeline });
    this.#courses = new KeyedList(list, (id) => new TaskCourse(id, inspection));
    this.element = make('div', { class: 'timeline' }, this.#axis, list);
  }

  show(tasks: readonly QueueTask[], passes: readonly PassRecord[], saying: Saying): void {
    const longest = tasks.reduce((age, { createdAt }) => Math.max(age, saying.now - createdAt), SHORTEST);
    if (tasks.length > 0) this.#showAxis(longest);
    this.#courses.show(tasks.map((task) => [task.id, { task, passes, saying, longest }]));
  }

  #showAxis(longest: number): void {
    const { words } = this.#inspection;
    const marks = marksOf(longest).map((age) => label(this.#ageWords(age), placeOfAge(age, longest)));
    this.#axis.replaceChildren(...marks.reverse(), label(words.now, 1));
  }

  #ageWords(age: number): string {
    const { words, format } = this.#inspection;
    const { unit, amount } = inUnits(age);
    return words.ago[unit](format.count(amount));
  }
}

/** Milliseconds. Less would be an axis of nothing. */
const SHORTEST = 10_000;

function label(text: string, place: number): HTMLElement {
  const element = make('span', { class: 'axis-label' }, text);
  element.style.insetInlineStart = `${place * 100}%`;
  return element;
}
