import { Menu } from '@base-ui/react/menu';
import type { SpaceId } from 'backhaul/protocol';
import { type ReactNode, useRef, useState } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { JoinSpaceDialog } from './JoinSpaceDialog.tsx';
import { NewSpaceDialog } from './NewSpaceDialog.tsx';
import './space.css';
import { addSpaceWords } from './words.ts';

/** The ways to one more space. */
export function AddSpaceMenu({ onAdded }: { readonly onAdded: (space: SpaceId) => void }): ReactNode {
  const [asking, setAsking] = useState<'nothing' | 'name' | 'link'>('nothing');
  const button = useRef<HTMLButtonElement>(null);
  const dialog = { onClose: () => setAsking('nothing'), onAdded, focusAfterwards: () => button.current };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger ref={button} className="icon-button" aria-label={addSpaceWords.add} title={addSpaceWords.add}>
          <Icon name="add" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Menu.Item className="menu-item" onClick={() => setAsking('name')}>
                {addSpaceWords.make}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => setAsking('link')}>
                {addSpaceWords.join}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <NewSpaceDialog isOpen={asking === 'name'} {...dialog} />
      <JoinSpaceDialog isOpen={asking === 'link'} {...dialog} />
    </>
  );
}
