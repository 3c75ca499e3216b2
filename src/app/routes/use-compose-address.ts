import { type RefObject, useEffect } from 'react';
import { arriveHome, useRoute } from './navigation.ts';

/** Puts the focus where a message is written when the address asks for that: the shortcut of the app's icon leads there. */
export function useComposeAddress(field: RefObject<HTMLElement | null>): void {
  const isAsked = useRoute().place.kind === 'compose';
  useEffect(() => {
    if (!isAsked) return;
    field.current?.focus();
    arriveHome();
  }, [isAsked, field]);
}
