import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useState } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { DiscardDialog } from './DiscardDialog.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import './settings-dialog.css';
import type { SettingsTab } from './settings-dialog-context.ts';
import { settingsWords } from './words.ts';

interface SettingsDialogProps {
  /** Nothing while they are closed. */
  readonly tab: SettingsTab | undefined;
  readonly onTab: (tab: SettingsTab) => void;
  readonly onClose: () => void;
  readonly focusAfterwards: () => HTMLElement | null;
}

/** The settings; what was not saved is forgotten when they close, which asks first. */
export function SettingsDialog({ tab, onTab, onClose, focusAfterwards }: SettingsDialogProps): ReactNode {
  const [lastTab, setLastTab] = useState<SettingsTab>('profile');
  if (tab !== undefined && tab !== lastTab) setLastTab(tab);
  const [isUnsaved, setIsUnsaved] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const onLeave = () => {
    if (isUnsaved) setIsAsking(true);
    else onClose();
  };
  const onDiscard = () => {
    setIsAsking(false);
    onClose();
  };
  return (
    <Dialog.Root open={tab !== undefined} onOpenChange={(opens) => !opens && onLeave()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="settings-dialog" finalFocus={focusAfterwards}>
          <div className="settings-header">
            <Dialog.Title className="settings-title">{settingsWords.title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={settingsWords.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <SettingsForm tab={lastTab} onTab={onTab} onClose={onClose} onUnsaved={setIsUnsaved} />
          <DiscardDialog isOpen={isAsking} onKeep={() => setIsAsking(false)} onDiscard={onDiscard} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
