/**
 * The `ref` of what may go while the focus is in it: the focus goes on to what it stands in, and is not lost. Gives what is to
 * be done before it goes.
 */
export function handFocusOn(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  return () => {
    if (!element.contains(document.activeElement)) return;
    element.parentElement?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
  };
}
