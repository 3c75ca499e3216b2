import { button, make, setText } from '../look/make.ts';

/** Buttons of which one is pressed. */
export class Choices<Value extends string> {
  readonly element: HTMLElement;
  readonly #buttons: ReadonlyMap<Value, HTMLButtonElement>;

  constructor(name: string, values: readonly Value[], choose: (value: Value) => void) {
    this.#buttons = new Map(
      values.map((value) => [value, button('', () => choose(value), { class: 'choice', 'data-choice': value })]),
    );
    this.element = make('div', { role: 'group', 'aria-label': name, class: 'choices' }, ...this.#buttons.values());
  }

  show(chosen: Value, words: (value: Value) => string): void {
    for (const [value, element] of this.#buttons) {
      element.setAttribute('aria-pressed', String(value === chosen));
      setText(element, words(value));
    }
  }
}
