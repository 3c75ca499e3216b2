import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog.tsx';
import { syncWords } from './words.ts';

interface RemovalDialogProps {
  readonly isDisabled: boolean;
  readonly onConfirm: () => void;
}

/** The button, and the question that comes before anything is done. */
export function RemovalDialog({ isDisabled, onConfirm }: RemovalDialogProps): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <button type="button" className="button button-danger" disabled={isDisabled} onClick={() => setIsAsking(true)}>
        {syncWords.remove}
      </button>
      <ConfirmDialog
        isOpen={isAsking}
        title={syncWords.removeTitle}
        explanation={syncWords.removeExplanation}
        keep={syncWords.cancel}
        confirm={syncWords.removeNow}
        onClose={() => setIsAsking(false)}
        onConfirm={onConfirm}
      />
    </>
  );
}
