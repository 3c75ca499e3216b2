import type { ReactNode } from 'react';

interface DialogActionsProps {
  readonly keep: string;
  readonly confirm: string;
  readonly isDisabled: boolean;
  readonly onClose: () => void;
  /** Left out where the button submits a form. */
  readonly onConfirm?: () => void;
}

/** The way back, and the way on. */
export function DialogActions({ keep, confirm, isDisabled, onClose, onConfirm }: DialogActionsProps): ReactNode {
  return (
    <div className="small-dialog-actions">
      <button type="button" className="button" onClick={onClose}>
        {keep}
      </button>
      <button
        type={onConfirm === undefined ? 'submit' : 'button'}
        className="button button-primary"
        disabled={isDisabled}
        onClick={onConfirm}
      >
        {confirm}
      </button>
    </div>
  );
}
