import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useState } from 'react';
import { Icon } from '../shell/Icon.tsx';
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

/** The settings; what was not saved is forgotten when they close. */
export function SettingsDialog({ tab, onTab, onClose, focusAfterwards }: SettingsDialogProps): ReactNode {
  const [lastTab, setLastTab] = useState<SettingsTab>('profile');
  if (tab !== undefined && tab !== lastTab) setLastTab(tab);
  return (
    <Dialog.Root open={tab !== undefined} onOpenChange={(opens) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="settings-dialog" finalFocus={focusAfterwards}>
          <div className="settings-header">
            <Dialog.Title className="settings-title">{settingsWords.title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={settingsWords.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <SettingsForm tab={lastTab} onTab={onTab} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
