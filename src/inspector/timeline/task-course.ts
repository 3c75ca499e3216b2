import type { QueueTask } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';
import type { Inspection } from '../inspection.ts';
import type { Item } from '../look/keyed-list.ts';
import { make, setText } from '../look/make.ts';
import { nextAttemptAt, type Saying, titleOf, until } from '../tasks/say.ts';
import { placeOfAge } from './axis.ts';
import { type Moment, momentsOf } from './moments.ts';

export interface ShownCourse {
  readonly task: QueueTask;
  readonly passes: readonly PassRecord[];
  readonly saying: Saying;
  /** The age that the axis begins with, in milliseconds. */
  readonly longest: number;
}

/** One task from when it was saved to what became of it: drawn, and in words below. */
export class TaskCourse implements Item<ShownCourse> {
  readonly element: HTMLElement;
  readonly #inspection: Inspection;
  readonly #title = make('span', { class: 'title' });
  readonly #track = make('div', { class: 'track', 'aria-hidden': 'true' });
  readonly #words = make('p', { class: 'course-words' });

  constructor(id: string, inspection: Inspection) {
    this.#inspection = inspection;
    this.element = make('li', { class: 'course', 'data-key': id }, this.#title, this.#track, this.#words);
  }

  show({ task, passes, saying, longest }: ShownCourse): void {
    const moments = momentsOf(task, passes);
    const place = (at: number) => placeOfAge(saying.now - at, longest);
    const [first] = moments;
    const last = isOpen(task) ? 1 : place(moments.at(-1)?.at ?? saying.now);
    this.element.dataset.status = task.status;
    setText(this.#title, titleOf(task, this.#inspection.options(), saying.words));
    setText(this.#words, momentWords(task, moments, saying));
    const line = make('span', { class: 'line' });
    put(line, place(first?.at ?? saying.now), last);
    this.#track.replaceChildren(line, ...moments.map(({ kind, at }) => dot(kind, place(at))));
  }
}

function isOpen({ status }: QueueTask): boolean {
  return status === 'pending' || status === 'processing';
}

function put(line: HTMLElement, from: number, to: number): void {
  line.style.insetInlineStart = `${from * 100}%`;
  line.style.inlineSize = `${Math.max(0, to - from) * 100}%`;
}

function dot(kind: Moment['kind'], place: number): HTMLElement {
  const element = make('span', { class: 'dot', 'data-kind': kind });
  element.style.insetInlineStart = `${place * 100}%`;
  return element;
}

function momentWords(task: QueueTask, moments: readonly Moment[], saying: Saying): string {
  const { words, format } = saying;
  const attemptAt = nextAttemptAt(task);
  const said = moments.map(({ kind, at }) => `${words.moments[kind]} ${format.time(at)}`);
  return [...said, ...(attemptAt === undefined ? [] : [words.nextAttempt(until(attemptAt, saying))])].join(' · ');
}
