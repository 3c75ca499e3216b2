type Attributes = Readonly<Record<string, string>>;

/** One element with attributes and what is in it. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** A button that submits no form. */
export function button(words: string, onPress: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = make('button', { type: 'button', class: 'button', ...attributes }, words);
  element.addEventListener('click', onPress);
  return element;
}

/** Writes only what is not there already: nothing is read out, or loses its selection, for no change. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
