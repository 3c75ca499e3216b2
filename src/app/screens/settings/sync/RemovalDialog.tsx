import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { syncWords } from './words.ts';

interface RemovalDialogProps {
  readonly isDisabled: boolean;
  readonly onConfirm: () => void;
}

/** The button, and the question that comes before anything is done. */
export function RemovalDialog({ isDisabled, onConfirm }: RemovalDialogProps): ReactNode {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className="button button-danger" disabled={isDisabled}>
        {syncWords.remove}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop backdrop-over" forceRender />
        <AlertDialog.Popup className="small-dialog">
          <AlertDialog.Title className="small-dialog-title">{syncWords.removeTitle}</AlertDialog.Title>
          <AlertDialog.Description className="quiet">{syncWords.removeExplanation}</AlertDialog.Description>
          <div className="small-dialog-actions">
            <AlertDialog.Close className="button">{syncWords.cancel}</AlertDialog.Close>
            <AlertDialog.Close className="button button-danger" onClick={onConfirm}>
              {syncWords.removeNow}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
