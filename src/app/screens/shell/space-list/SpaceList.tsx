import { type ReactNode, useId, useRef } from 'react';
import { usePlaces } from '../../../mark/use-place.ts';
import { useSpaces } from '../../../membership/use-spaces.ts';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { spaceCollection } from '../../../settings/names.ts';
import { shellWords } from '../words.ts';
import { shownPlace } from './drag-place.ts';
import { SpaceRow } from './SpaceRow.tsx';
import './space-list.css';
import { useChosenInSight } from './use-chosen-in-sight.ts';
import { useDrag } from './use-drag.ts';
import { useListKeys } from './use-list-keys.ts';
import { useMoveSpace } from './use-move-space.ts';
import { useRowHeight } from './use-row-height.ts';
import { useRowWindow } from './use-row-window.ts';
import { placesToShow } from './window-of-rows.ts';
import { spaceListWords } from './words.ts';

interface SpaceListProps {
  readonly chosen: string | undefined;
  readonly onFollow?: (() => void) | undefined;
}

/** All spaces, of which only those that can be seen are in the document; each can be moved. */
export function SpaceList({ chosen, onFollow }: SpaceListProps): ReactNode {
  const spaces = useSpaces();
  if (spaces.length === 0) return <p className="sidebar-empty quiet">{shellWords.noSpaces}</p>;
  return <Rows chosen={chosen} onFollow={onFollow} />;
}

function Rows({
  chosen,
  onFollow,
}: {
  readonly chosen: string | undefined;
  readonly onFollow: (() => void) | undefined;
}) {
  const spaces = useSpaces();
  const placeOf = usePlaces();
  const { unread } = useAppView().joined;
  const hintId = useId();
  const rowHeight = useRowHeight();
  const list = useRef<HTMLDivElement>(null);
  const { move, moved } = useMoveSpace();
  const { drag, take, listHandlers } = useDrag({ list, rowHeight, count: spaces.length, onDrop: move });
  const keys = useListKeys({ list, rowHeight, chosen, move });
  // What is focused or held is not taken away.
  const kept = [keys.tabStop, ...(drag === undefined ? [] : [drag.from])];
  useChosenInSight({ list, rowHeight, chosen, place: spaces.findIndex(({ id }) => id === chosen) });
  const rows = useRowWindow(list, rowHeight);
  return (
    <>
      <div ref={list} className="space-list" {...listHandlers}>
        <ul className="space-rows" style={{ height: spaces.length * rowHeight }}>
          {placesToShow(rows, spaces.length, kept).map((index) => {
            const space = spaces[index];
            if (space === undefined) return null;
            const isDragged = drag?.from === index;
            const place = drag === undefined ? index : shownPlace(index, drag.from, drag.to);
            return (
              <SpaceRow
                key={space.id}
                space={space}
                where={placeOf(spaceCollection(space.id))}
                place={index}
                count={spaces.length}
                top={isDragged ? drag.top : place * rowHeight}
                isChosen={space.id === chosen}
                isUnread={unread.has(space.id)}
                isDragged={isDragged}
                isTabStop={index === keys.tabStop}
                hintId={hintId}
                onFocus={() => keys.onFocus(space.id)}
                onFollow={onFollow}
                onKeyDown={(event) => keys.onKeyDown(index, event)}
                onTake={(event) => take(index, event)}
              />
            );
          })}
        </ul>
      </div>
      <p id={hintId} hidden>
        {spaceListWords.hint}
      </p>
      <p className="visually-hidden" role="status">
        {moved}
      </p>
    </>
  );
}
