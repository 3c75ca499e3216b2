import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';
import { useWithdrawConflictToast } from '../../toasts/use-conflict-toast.ts';
import { Icon } from '../shell/Icon.tsx';
import { ConflictItem } from './ConflictItem.tsx';
import './conflicts.css';
import { conflictWords } from './words.ts';

interface ConflictsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Where the focus goes afterwards: what opened the dialog is gone once there is nothing to choose any more. */
  readonly focusAfterwards: () => HTMLElement | null;
}

/** Both values of everything that two devices have changed, side by side; closes itself after the last choice. */
export function ConflictsDialog({ isOpen, onClose, focusAfterwards }: ConflictsDialogProps): ReactNode {
  const { conflicts } = useAppView();
  const isDone = isOpen && conflicts.length === 0;
  const close = useEffectEvent(onClose);
  const withdrawToast = useEffectEvent(useWithdrawConflictToast());
  useEffect(() => {
    if (isDone) close();
  }, [isDone]);
  useEffect(() => {
    if (isOpen) withdrawToast();
  }, [isOpen]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(opens) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop backdrop-over" forceRender />
        <Dialog.Popup className="small-dialog conflicts-dialog" finalFocus={focusAfterwards}>
          <div className="small-dialog-header">
            <Dialog.Title className="small-dialog-title">{conflictWords.title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={conflictWords.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <Dialog.Description className="quiet">{conflictWords.explanation}</Dialog.Description>
          <ul className="conflicts">
            {conflicts.map((conflict) => (
              <ConflictItem key={conflict.id} conflict={conflict} />
            ))}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
