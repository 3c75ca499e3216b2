/**
 * Leaves the focus where it was while `change` moves, hides or removes elements: on the same element, else on another of
 * the same item, else on `fallback`.
 */
export function keepFocus(root: ShadowRoot, change: () => void, fallback: HTMLElement): void {
  const before = root.activeElement;
  const item = before?.closest('[data-key]');
  change();
  if (!(before instanceof HTMLElement) || root.activeElement === before) return;
  const candidates = [before, item?.querySelector('summary'), fallback];
  candidates.find((candidate): candidate is HTMLElement => isThere(candidate))?.focus({ preventScroll: true });
}

function isThere(element: Element | null | undefined): boolean {
  return element instanceof HTMLElement && element.isConnected && element.getClientRects().length > 0;
}
