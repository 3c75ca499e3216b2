import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly explanation: string;
  /** What the way back is called, and the way on. */
  readonly keep: string;
  readonly confirm: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  /** What is to be known besides. */
  readonly children?: ReactNode;
}

/** The question that comes before something that cannot be undone. */
export function ConfirmDialog({ isOpen, onClose, onConfirm, children, ...words }: ConfirmDialogProps): ReactNode {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(opens) => !opens && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop backdrop-over" forceRender />
        <AlertDialog.Popup className="small-dialog">
          <AlertDialog.Title className="small-dialog-title">{words.title}</AlertDialog.Title>
          <AlertDialog.Description className="quiet">{words.explanation}</AlertDialog.Description>
          {children}
          <div className="small-dialog-actions">
            <AlertDialog.Close className="button">{words.keep}</AlertDialog.Close>
            <AlertDialog.Close className="button button-danger" onClick={onConfirm}>
              {words.confirm}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
