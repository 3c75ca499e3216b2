import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { leaveWords, spaceWords } from './words.ts';

interface LeaveDialogProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}

/** The question that comes before anybody leaves. */
export function LeaveDialog({ name, isOpen, onClose, onLeave }: LeaveDialogProps): ReactNode {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(opens) => !opens && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop backdrop-over" forceRender />
        <AlertDialog.Popup className="small-dialog">
          <AlertDialog.Title className="small-dialog-title">{leaveWords.title(name)}</AlertDialog.Title>
          <AlertDialog.Description className="quiet">{leaveWords.explanation}</AlertDialog.Description>
          <div className="small-dialog-actions">
            <AlertDialog.Close className="button">{spaceWords.cancel}</AlertDialog.Close>
            <AlertDialog.Close className="button button-danger" onClick={onLeave}>
              {leaveWords.leaveNow}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
