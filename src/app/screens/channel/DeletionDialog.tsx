import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { channelWords } from './words.ts';

interface DeletionDialogProps {
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

/** The question that comes before an owner deletes what somebody else has written. */
export function DeletionDialog({ onClose, onDelete }: DeletionDialogProps): ReactNode {
  return (
    <AlertDialog.Root open onOpenChange={(opens) => !opens && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop backdrop-over" forceRender />
        <AlertDialog.Popup className="small-dialog">
          <AlertDialog.Title className="small-dialog-title">{channelWords.deleteTitle}</AlertDialog.Title>
          <AlertDialog.Description className="quiet">{channelWords.deleteExplanation}</AlertDialog.Description>
          <div className="small-dialog-actions">
            <AlertDialog.Close className="button">{channelWords.cancel}</AlertDialog.Close>
            <AlertDialog.Close className="button button-danger" onClick={onDelete}>
              {channelWords.remove}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
