/** Opens the settings, types a display name and saves it, as soon as each is there. Runs in the page: no hand is as quick. */
export async function saveDisplayNameAtOnce(name: string): Promise<void> {
  const find = <Found extends HTMLElement>(selector: string, fits: (element: Found) => boolean): Promise<Found> =>
    new Promise((resolve) => {
      const look = () => {
        const found = [...document.querySelectorAll<Found>(selector)].find(fits);
        if (found === undefined) return;
        observer.disconnect();
        resolve(found);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
  const settings = await find('button', ({ ariaLabel, textContent }) => (ariaLabel ?? textContent) === 'Settings');
  settings.click();
  const field = await find<HTMLInputElement>('[role=dialog] input', ({ type }) => type === 'text');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, name); // As typing does it.
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const save = await find<HTMLButtonElement>('[role=dialog] button[type=submit]', ({ disabled }) => !disabled);
  save.click();
}
