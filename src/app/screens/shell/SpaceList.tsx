import type { ReactNode } from 'react';
import { SpokenMark } from '../../mark/Mark.tsx';
import { usePlaces } from '../../mark/use-place.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { spaceCollection } from '../../settings/names.ts';
import { shellWords } from './words.ts';

interface SpaceListProps {
  readonly chosen: string | undefined;
  readonly onChoose: (spaceId: string) => void;
}

export function SpaceList({ chosen, onChoose }: SpaceListProps): ReactNode {
  const view = useAppView();
  const placeOf = usePlaces();
  if (view.spaces.length === 0) return <p className="sidebar-empty quiet">{shellWords.noSpaces}</p>;
  return (
    <ul className="space-list">
      {view.spaces.map((space) => (
        <li key={space.id}>
          <button
            type="button"
            className="space-item"
            aria-current={space.id === chosen ? 'page' : undefined}
            onClick={() => onChoose(space.id)}
          >
            <span className="space-name">{space.name}</span>
            <SpokenMark place={placeOf(spaceCollection(space.id))} />
          </button>
        </li>
      ))}
    </ul>
  );
}
