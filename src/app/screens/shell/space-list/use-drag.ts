import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { placeAt, scrollStep } from './drag-place.ts';

/** So far a pointer must go before it drags: less is a click. Pixels. */
const THRESHOLD = 4;

/** A row that is being dragged: where it was, over which place it is, and its upper edge in the list, in pixels. */
export interface Drag {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  /** Where the pointer is in the window, in pixels. */
  readonly pointerY: number;
}

/** What a pointer has taken hold of. */
interface Held {
  readonly pointerId: number;
  readonly from: number;
  readonly startY: number;
  /** From the row's upper edge to the pointer. */
  readonly grip: number;
  /** It has gone far enough to be no click. */
  readonly isDragging: boolean;
}

interface DragOptions {
  /** The element that scrolls; the rows begin at its upper edge. */
  readonly list: RefObject<HTMLElement | null>;
  readonly rowHeight: number;
  readonly count: number;
  readonly onDrop: (from: number, to: number) => void;
}

interface Dragging {
  readonly drag: Drag | undefined;
  readonly take: (place: number, event: PointerEvent) => void;
  readonly listHandlers: {
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
  };
}

/** Rows that can be dragged to another place; the list scrolls when one is held at its edge, and Escape lets go of it. */
export function useDrag({ list, rowHeight, count, onDrop }: DragOptions): Dragging {
  const held = useRef<Held>(undefined);
  const [drag, setDrag] = useState<Drag>();
  const letGo = () => {
    held.current = undefined;
    setDrag(undefined);
  };
  const heightAt = (pointerY: number) =>
    pointerY - (list.current?.getBoundingClientRect().top ?? 0) + (list.current?.scrollTop ?? 0);
  const dragAt = ({ from, grip }: Held, pointerY: number): Drag => {
    const top = Math.min(Math.max(heightAt(pointerY) - grip, 0), (count - 1) * rowHeight);
    return { from, to: placeAt(top + rowHeight / 2, rowHeight, count), top, pointerY };
  };
  const dragTo = (pointerY: number) => {
    if (held.current !== undefined) setDrag(dragAt(held.current, pointerY));
  };
  useEscape(drag !== undefined, letGo);
  useScrollAtEdges(list, drag, dragTo);

  return {
    drag,
    take: (from, { button, pointerId, clientY }) => {
      if (button !== 0) return;
      const grip = heightAt(clientY) - from * rowHeight;
      held.current = { pointerId, from, startY: clientY, grip, isDragging: false };
    },
    listHandlers: {
      onPointerMove: ({ pointerId, buttons, clientY, currentTarget }) => {
        const { current } = held;
        if (current?.pointerId !== pointerId) return;
        if (buttons === 0) return letGo(); // It went up somewhere else.
        if (!current.isDragging) {
          if (Math.abs(clientY - current.startY) < THRESHOLD) return;
          held.current = { ...current, isDragging: true };
          currentTarget.setPointerCapture(pointerId); // No row is clicked when it goes up.
        }
        dragTo(clientY);
      },
      onPointerUp: ({ pointerId, clientY }) => {
        const { current } = held;
        if (current?.pointerId !== pointerId) return;
        const { from, to } = dragAt(current, clientY);
        letGo();
        if (current.isDragging && from !== to) onDrop(from, to);
      },
      onPointerCancel: letGo,
    },
  };
}

function useEscape(isDragging: boolean, letGo: () => void): void {
  const onEscape = useEffectEvent(letGo);
  useEffect(() => {
    if (!isDragging) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation(); // It ends the drag, and does not close the sheet around the list.
      onEscape();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [isDragging]);
}

/** A step a frame for as long as the pointer is at an edge: every step renders, and the next one follows it. */
function useScrollAtEdges(
  list: RefObject<HTMLElement | null>,
  drag: Drag | undefined,
  onStep: (pointerY: number) => void,
): void {
  const step = useEffectEvent(onStep);
  useEffect(() => {
    const element = list.current;
    if (drag === undefined || element === null) return;
    const request = requestAnimationFrame(() => {
      const { top, bottom } = element.getBoundingClientRect();
      const before = element.scrollTop;
      element.scrollTop += scrollStep(drag.pointerY, top, bottom);
      if (element.scrollTop !== before) step(drag.pointerY);
    });
    return () => cancelAnimationFrame(request);
  }, [list, drag]);
}
