import type { PassRecord } from '../../record/index.ts';
import type { Inspection } from '../inspection.ts';
import type { Item } from '../look/keyed-list.ts';
import { make, setText } from '../look/make.ts';
import { passWords } from './pass-words.ts';

/** One pass over the outbox: when, and what it came to. */
export class PassItem implements Item<PassRecord> {
  readonly element: HTMLElement;
  readonly #inspection: Inspection;
  readonly #time = make('time');
  readonly #words = make('span');

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
    this.element = make('li', {}, this.#time, this.#words);
  }

  show(pass: PassRecord): void {
    this.#time.dateTime = new Date(pass.startedAt).toISOString();
    setText(this.#time, this.#inspection.format.moment(pass.startedAt));
    setText(this.#words, passWords(pass, this.#inspection));
  }
}
