import { type RefObject, useEffectEvent, useLayoutEffect } from 'react';

interface ChosenRow {
  /** The element that scrolls; the rows begin at its upper edge. */
  readonly list: RefObject<HTMLElement | null>;
  readonly rowHeight: number;
  readonly chosen: string | undefined;
  /** Of the chosen one, counted from 0; -1 while it is not listed. */
  readonly place: number;
}

/** Brings the row of another space that is shown into sight, and keeps it there when the list gets lower. */
export function useChosenInSight({ list, rowHeight, chosen, place }: ChosenRow): void {
  const isListed = place !== -1;
  const isSeen = useEffectEvent((element: HTMLElement, height: number) => {
    const top = place * rowHeight - element.scrollTop;
    return top >= 0 && top + rowHeight <= height;
  });
  const show = useEffectEvent((element: HTMLElement) => {
    if (isSeen(element, element.clientHeight)) return;
    element.scrollTop = place * rowHeight - (element.clientHeight - rowHeight) / 2;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: It is another space that is shown then.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || !isListed) return;
    show(element);
    let height = element.clientHeight;
    const resized = new ResizeObserver(() => {
      if (isSeen(element, height)) show(element);
      height = element.clientHeight;
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, [list, chosen, isListed]);
}
