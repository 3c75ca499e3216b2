import { useLayoutEffect } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';

/** Whoever comes in finds the focus on the heading of what is shown, unless something there has taken it. */
export function FocusOnEntering(): null {
  const { isReading } = useAppView();
  useLayoutEffect(() => {
    if (!isReading && document.activeElement === document.body) focusHeading();
  }, [isReading]);
  return null;
}

function focusHeading(): void {
  const heading = document.querySelector('h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus();
}
