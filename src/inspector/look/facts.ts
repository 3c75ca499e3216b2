import { make } from './make.ts';

export type Fact = readonly [name: string, value: string];

/** Names and values, two by two; an empty value is left out. */
export class Facts {
  readonly element = make('dl', { class: 'facts' });
  #shown = '';

  /** Writes nothing while nothing is new: somebody may be copying from it. */
  show(facts: readonly Fact[]): void {
    const shown = JSON.stringify(facts);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const filled = facts.filter(([, value]) => value !== '');
    this.element.replaceChildren(...filled.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
  }
}
