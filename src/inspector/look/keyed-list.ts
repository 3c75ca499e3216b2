/** What stands for one item, for as long as the item is shown. */
export interface Item<Value> {
  readonly element: HTMLElement;
  readonly show: (value: Value) => void;
}

/** Keeps one element for each key, whatever comes, goes, or changes its place: what a person has opened in it stays open. */
export class KeyedList<Value> {
  readonly #parent: HTMLElement;
  readonly #create: (key: string) => Item<Value>;
  readonly #before: Element | null;
  #items = new Map<string, Item<Value>>();

  /** `before` stands at the head of `parent` and stays there. */
  constructor(parent: HTMLElement, create: (key: string) => Item<Value>, before: Element | null = null) {
    this.#parent = parent;
    this.#create = create;
    this.#before = before;
  }

  show(values: readonly (readonly [key: string, value: Value])[]): void {
    const next = new Map(values.map(([key]) => [key, this.#items.get(key) ?? this.#create(key)]));
    for (const [key, { element }] of this.#items) if (!next.has(key)) element.remove();
    this.#items = next;
    let place = this.#before === null ? this.#parent.firstElementChild : this.#before.nextElementSibling;
    for (const [key, value] of values) {
      const item = next.get(key);
      if (item === undefined) continue;
      item.show(value);
      if (item.element === place) place = place.nextElementSibling;
      else this.#parent.insertBefore(item.element, place);
    }
  }
}
