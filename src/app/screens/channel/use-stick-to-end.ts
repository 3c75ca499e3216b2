import { type RefObject, useLayoutEffect, useRef } from 'react';

const CLOSE = 80;

/**
 * Keeps the end of a list in sight when something is added to it, grows in it, or takes its room, for as long as the person
 * has not scrolled away from it.
 */
export function useStickToEnd(last: string | undefined): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const look = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < CLOSE;
    };
    const stick = () => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    };
    const sizes = new ResizeObserver(stick);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  });
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && last !== undefined && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [last]);
  return list;
}
