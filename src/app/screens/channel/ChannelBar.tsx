import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { IconButtonPlace } from '../../later/IconButtonPlace.tsx';
import { later } from '../../later/later.tsx';
import { SpokenMark } from '../../mark/Mark.tsx';
import { usePlace } from '../../mark/use-place.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { spaceCollection } from '../../settings/names.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { spaceWords } from '../space/words.ts';
import { channelWords } from './words.ts';

/** Menus and dialogs are as much again as all that is needed to read and write. */
const SpaceActions = later(async () => (await import('../space/SpaceActions.tsx')).SpaceActions, IconButtonPlace);

/** What there is of a space, and what can be done with it. */
export function ChannelBar({ space }: { readonly space: SpaceSummary }): ReactNode {
  const format = useFormat();
  const place = usePlace(spaceCollection(space.id));
  const { muted } = useAppView();
  return (
    <div className="channel-bar">
      <p className="channel-facts label quiet figures">
        <SpokenMark place={place} />
        <span>{channelWords.facts(space.keys, format.count(space.keys), format.size(space.bytes))}</span>
        {muted.has(space.id) && <span>{spaceWords.muted}</span>}
      </p>
      <SpaceActions space={space} />
    </div>
  );
}
