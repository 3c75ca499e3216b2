import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { SpokenMark } from '../../../mark/Mark.tsx';
import type { Place } from '../../../mark/place.ts';
import { SpaceLink } from '../../../routes/SpaceLink.tsx';
import type { SpaceSummary } from '../../../settings/space-summary.ts';
import { Icon } from '../Icon.tsx';
import { spaceListWords } from './words.ts';

interface SpaceRowProps {
  readonly space: SpaceSummary;
  readonly where: Place;
  /** Counted from 0. */
  readonly place: number;
  readonly count: number;
  /** Its upper edge in the list, in pixels. */
  readonly top: number;
  readonly isChosen: boolean;
  /** Others have written something here that nobody has looked at. */
  readonly isUnread: boolean;
  readonly isDragged: boolean;
  /** Whether Tab leads here. */
  readonly isTabStop: boolean;
  readonly hintId: string;
  readonly onFocus: () => void;
  readonly onFollow: (() => void) | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onTake: (event: PointerEvent) => void;
}

/** One space of the sidebar: a mouse drags it by any part, a finger by its handle. */
export function SpaceRow(props: SpaceRowProps): ReactNode {
  const { space, where, place, count, top, isChosen, isUnread, isDragged, isTabStop, hintId, onTake } = props;
  const onPointerDown = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') onTake(event);
  };
  return (
    <li
      className={isDragged ? 'space-row space-row-dragged' : 'space-row'}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={count}
      aria-posinset={place + 1}
      onPointerDown={onPointerDown}
    >
      <SpaceLink
        spaceId={space.id}
        className="space-item"
        draggable={false}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isChosen ? 'page' : undefined}
        aria-describedby={hintId}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        data-space={space.id}
        onFocus={props.onFocus}
        onFollow={props.onFollow}
        onKeyDown={props.onKeyDown}
      >
        <span className={isUnread ? 'space-name space-name-unread' : 'space-name'}>{space.name}</span>
        {isUnread && <span className="space-unread label">{spaceListWords.unread}</span>}
        <SpokenMark place={where} />
      </SpaceLink>
      <span className="space-grip" title={spaceListWords.grip} aria-hidden="true" onPointerDown={onTake}>
        <Icon name="grip" />
      </span>
    </li>
  );
}
