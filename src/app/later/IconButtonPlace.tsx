import type { ReactNode } from 'react';

/** Keeps the place of a button that is being loaded, so that nothing moves when it comes. */
export function IconButtonPlace(): ReactNode {
  return <span className="icon-button" aria-hidden="true" />;
}
