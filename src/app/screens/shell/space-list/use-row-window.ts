import { type RefObject, useLayoutEffect, useState } from 'react';
import { type RowWindow, windowOfRows } from './window-of-rows.ts';

/** Rows beyond both edges: what a quick turn of a wheel shows before anything is rendered. */
const BEYOND = 10;

/** Which rows of a list can be seen; renders again only when others can. `list` is the element that scrolls. */
export function useRowWindow(list: RefObject<HTMLElement | null>, rowHeight: number): RowWindow {
  const [rows, setRows] = useState(() => windowOfRows(0, window.innerHeight, rowHeight, BEYOND));
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = () => {
      const seen = windowOfRows(element.scrollTop, element.clientHeight, rowHeight, BEYOND);
      setRows((known) => (known.first === seen.first && known.end === seen.end ? known : seen));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list, rowHeight]);
  return rows;
}
