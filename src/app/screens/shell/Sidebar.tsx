import type { SpaceId } from 'backhaul/protocol';
import type { ReactNode } from 'react';
import { IconButtonPlace } from '../../later/IconButtonPlace.tsx';
import { later } from '../../later/later.tsx';
import { useIsIdle } from '../../later/use-is-idle.ts';
import { SpokenMark } from '../../mark/Mark.tsx';
import { usePlace } from '../../mark/use-place.ts';
import { useSpaces } from '../../membership/use-spaces.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { goToSpace } from '../../routes/navigation.ts';
import { PROFILE } from '../../settings/names.ts';
import { Avatar } from './Avatar.tsx';
import { SpaceList } from './space-list/SpaceList.tsx';
import './sidebar.css';
import { shellWords } from './words.ts';

const AddSpaceMenu = later(async () => (await import('../space/AddSpaceMenu.tsx')).AddSpaceMenu, IconButtonPlace);
const InstallOffer = later(async () => (await import('../../install/InstallOffer.tsx')).InstallOffer);

interface SidebarProps {
  readonly chosen: string | undefined;
  /** After another space is shown. */
  readonly onFollow?: () => void;
}

/** Who this is, and their spaces. */
export function Sidebar({ chosen, onFollow }: SidebarProps): ReactNode {
  const spaces = useSpaces();
  const isIdle = useIsIdle();
  const onAdded = (space: SpaceId) => {
    goToSpace(space);
    onFollow?.();
  };
  return (
    <div className="sidebar">
      <Account />
      <nav className="sidebar-spaces" aria-label={shellWords.spaces}>
        <div className="sidebar-heading">
          <h2 className="quiet label">{shellWords.spaces}</h2>
          {spaces.length > 0 && <span className="quiet label figures">{spaces.length}</span>}
          <AddSpaceMenu onAdded={onAdded} />
        </div>
        <SpaceList chosen={chosen} onFollow={onFollow} />
      </nav>
      {isIdle && <InstallOffer />}
    </div>
  );
}

function Account(): ReactNode {
  const { profile } = useAppView();
  const place = usePlace(PROFILE);
  return (
    <div className="account">
      <Avatar profile={profile} />
      {profile.displayName === '' ? (
        <span className="account-name quiet">{shellWords.noName}</span>
      ) : (
        <span className="account-name">{profile.displayName}</span>
      )}
      <SpokenMark place={place} />
    </div>
  );
}
