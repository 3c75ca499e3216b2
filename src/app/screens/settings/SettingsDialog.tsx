import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import './settings-dialog.css';
import type { SettingsTab } from './settings-dialog-context.ts';
import { settingsWords } from './words.ts';

interface SettingsDialogProps {
  readonly isOpen: boolean;
  readonly tab: SettingsTab;
  readonly onTab: (tab: SettingsTab) => void;
  readonly onClose: () => void;
}

/** The settings; what was not saved is forgotten when they close. */
export function SettingsDialog({ isOpen, tab, onTab, onClose }: SettingsDialogProps): ReactNode {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(opens) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="settings-dialog">
          <div className="settings-header">
            <Dialog.Title className="settings-title">{settingsWords.title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={settingsWords.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <SettingsForm tab={tab} onTab={onTab} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
