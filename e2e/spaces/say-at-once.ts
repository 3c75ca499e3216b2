interface Said {
  readonly texts: readonly string[];
  /** What is written after them, and not sent. */
  readonly draft?: string;
}

/** Sends one text after the other, sooner than the first can be kept. Runs in the page: no hand is as quick. */
export async function sayAtOnce({ texts, draft = '' }: Said): Promise<void> {
  const field = document.querySelector('textarea');
  const write = async (text: string) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, text); // As typing does it.
    field?.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve(); // React renders.
  };
  for (const text of texts) {
    await write(text);
    field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await Promise.resolve();
  }
  await write(draft);
}
