import type { Snapshot } from '../../client/index.ts';
import type { Inspection } from '../inspection.ts';
import { button, make, setText } from '../look/make.ts';
import { errorWords } from './error-words.ts';

/** Pause, resume, and send now; and one line that says what came of it, for below, where it moves no button. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly note = make('p', { class: 'note', role: 'status' });
  readonly #inspection: Inspection;
  readonly #pause: HTMLButtonElement;
  readonly #send: HTMLButtonElement;
  #isPaused = false;

  constructor(inspection: Inspection) {
    const { words, client } = inspection;
    this.#inspection = inspection;
    this.#pause = button(words.pause, () => this.#attempt(this.#isPaused ? client.resume() : client.pause()));
    this.#send = button(words.sendNow, () => {
      client.replayNow();
      setText(this.note, words.asked);
    });
    this.element = make('div', { class: 'toolbar' }, this.#pause, this.#send);
  }

  show({ isPaused, summary }: Snapshot): void {
    const { words } = this.#inspection;
    setText(this.#pause, isPaused ? words.resume : words.pause);
    this.#send.disabled = isPaused;
    const hasNothingToSend = summary.waiting + summary.sending === 0;
    if (isPaused) setText(this.note, words.paused);
    else if (this.#isPaused || hasNothingToSend) setText(this.note, '');
    this.#isPaused = isPaused;
  }

  #attempt(action: Promise<void>): void {
    action.catch((error: unknown) => setText(this.note, errorWords(error, this.#inspection.words)));
  }
}
