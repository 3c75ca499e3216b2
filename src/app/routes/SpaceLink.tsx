import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import { goToSpace } from './navigation.ts';
import { pathOf } from './route.ts';

interface SpaceLinkProps extends Omit<ComponentPropsWithRef<'a'>, 'href' | 'onClick'> {
  readonly spaceId: string;
  /** After the space is shown. */
  readonly onFollow?: (() => void) | undefined;
}

/** Leads to a space without loading the page again, and like any link in a new tab. */
export function SpaceLink({ spaceId, onFollow, ...rest }: SpaceLinkProps): ReactNode {
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || isForTheBrowser(event)) return;
    event.preventDefault();
    goToSpace(spaceId);
    onFollow?.();
  };
  return (
    <a {...rest} href={pathOf({ place: { kind: 'space', id: spaceId }, settings: undefined })} onClick={onClick} />
  );
}

function isForTheBrowser({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
}
