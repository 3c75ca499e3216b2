import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useSpaces } from '../../../membership/use-spaces.ts';

interface ListKeysOptions {
  readonly list: RefObject<HTMLElement | null>;
  readonly rowHeight: number;
  readonly chosen: string | undefined;
  readonly move: (from: number, to: number) => void;
}

interface ListKeys {
  /** The place of the row that Tab leads to: the one that had the focus last, or the chosen one. */
  readonly tabStop: number;
  readonly onFocus: (spaceId: string) => void;
  readonly onKeyDown: (place: number, event: KeyboardEvent) => void;
}

/** Arrow keys go from row to row and, with Alt, move a row; the focus stays with it, and is never scrolled out of sight. */
export function useListKeys({ list, rowHeight, chosen, move }: ListKeysOptions): ListKeys {
  const spaces = useSpaces();
  const [focused, setFocused] = useState<string>();
  const wanted = useRef<string>(undefined);
  const placeOf = (id: string | undefined) => spaces.findIndex((space) => space.id === id);
  const tabStop = Math.max(placeOf(focused), placeOf(focused) === -1 ? placeOf(chosen) : 0, 0);

  const goTo = (id: string | undefined) => {
    if (id === undefined) return;
    wanted.current = id;
    setFocused(id);
  };
  useLayoutEffect(() => {
    const id = wanted.current;
    const element = list.current;
    if (id === undefined || element === null) return;
    wanted.current = undefined;
    element.querySelector<HTMLElement>(`[data-space="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    scrollTo(element, placeOf(id) * rowHeight, rowHeight);
  });

  return {
    tabStop,
    onFocus: setFocused,
    onKeyDown: (place, event) => {
      const to = targetOf(event.key, place, spaces.length);
      if (to === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (event.altKey) {
        move(place, to);
        wanted.current = spaces[place]?.id;
      } else {
        goTo(spaces[to]?.id);
      }
    },
  };
}

function targetOf(key: string, place: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return Math.max(place - 1, 0);
    case 'ArrowDown':
      return Math.min(place + 1, count - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function scrollTo(list: HTMLElement, top: number, height: number): void {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
}
