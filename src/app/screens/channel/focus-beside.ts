/** Moves the focus to what stands beside an item that is about to go, so that it is not lost with it. */
export function focusBeside(item: Element | null): void {
  const beside = item?.nextElementSibling ?? item?.previousElementSibling;
  const target = beside?.querySelector<HTMLElement>('button') ?? item?.closest<HTMLElement>('[tabindex]');
  target?.focus();
}
