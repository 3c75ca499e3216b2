import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { settingsWords } from './words.ts';

interface DiscardDialogProps {
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asked before what was edited, and not saved, is forgotten. */
export function DiscardDialog({ isOpen, onKeep, onDiscard }: DiscardDialogProps): ReactNode {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(opens) => !opens && onKeep()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop backdrop-over" forceRender />
        <AlertDialog.Popup className="small-dialog">
          <AlertDialog.Title className="small-dialog-title">{settingsWords.discardTitle}</AlertDialog.Title>
          <AlertDialog.Description className="quiet">{settingsWords.discardExplanation}</AlertDialog.Description>
          <div className="small-dialog-actions">
            <AlertDialog.Close className="button">{settingsWords.keepEditing}</AlertDialog.Close>
            <button type="button" className="button button-danger" onClick={onDiscard}>
              {settingsWords.discard}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
