import { Menu } from '@base-ui/react/menu';
import { useTasks } from 'backhaul/react';
import { type ReactNode, useRef, useState } from 'react';
import { tasksThatSend } from '../../messages/message-tasks.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { useWatchSave } from '../../toasts/use-watch-save.ts';
import { Icon } from '../shell/Icon.tsx';
import { AboutDialog } from './AboutDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import './space.css';
import { spaceWords } from './words.ts';

type Asking = 'nothing' | 'about' | 'invite' | 'leave';

interface SpaceActionsProps {
  readonly space: SpaceSummary;
  /** What the button says to assistive tools, where several stand in a list. */
  readonly label?: string;
}

/** All that can be done with a space, behind one button. */
export function SpaceActions({ space, label = spaceWords.actions }: SpaceActionsProps): ReactNode {
  const [asking, setAsking] = useState<Asking>('nothing');
  const button = useRef<HTMLButtonElement>(null);
  const leave = useLeave(space);
  const onClose = () => setAsking('nothing');
  const dialog = { space, onClose, focusAfterwards: () => button.current };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger ref={button} className="icon-button" aria-label={label} title={label}>
          <Icon name="more" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Items space={space} onAsk={setAsking} />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {asking === 'invite' && <InviteDialog isOpen {...dialog} />}
      {asking === 'about' && <AboutDialog isOpen {...dialog} />}
      <LeaveDialog name={space.name} isOpen={asking === 'leave'} onClose={onClose} onLeave={leave} />
    </>
  );
}

function Items({
  space,
  onAsk,
}: {
  readonly space: SpaceSummary;
  readonly onAsk: (asking: Asking) => void;
}): ReactNode {
  const model = useModel();
  const { muted, joined } = useAppView();
  const watch = useWatchSave();
  const isMuted = muted.has(space.id);
  return (
    <>
      <Menu.Item className="menu-item" onClick={() => onAsk('about')}>
        {spaceWords.about}
      </Menu.Item>
      <Menu.Item
        className="menu-item"
        disabled={joined.roles.get(space.id) === 'member'}
        onClick={() => onAsk('invite')}
      >
        {spaceWords.invite}
      </Menu.Item>
      <Menu.Item className="menu-item" onClick={() => watch(model.rotateKey(space.id))}>
        {spaceWords.rotateKey}
      </Menu.Item>
      <Menu.Item className="menu-item" onClick={() => watch(model.setMuted(space.id, !isMuted))}>
        {isMuted ? spaceWords.unmute : spaceWords.mute}
      </Menu.Item>
      <Menu.Separator className="menu-separator" />
      <Menu.Item className="menu-item menu-item-danger" onClick={() => onAsk('leave')}>
        {spaceWords.leave}
      </Menu.Item>
    </>
  );
}

/** What waits to be sent there is sent first. */
function useLeave(space: SpaceSummary): () => void {
  const model = useModel();
  const tasks = useTasks();
  const watch = useWatchSave();
  return () => {
    const leaving = model
      .conversations()
      .then(({ desk }) => desk.leave(space.id, tasksThatSend(space.id, tasks)))
      .then(() => ({ kind: 'kept-here' }) as const);
    watch(leaving);
  };
}
