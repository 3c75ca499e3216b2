import type { ReactNode } from 'react';
import { ConfirmDialog } from '../dialogs/ConfirmDialog.tsx';
import { channelWords } from './words.ts';

interface DeletionDialogProps {
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

/** Asked before an owner deletes what somebody else has written. */
export function DeletionDialog({ onClose, onDelete }: DeletionDialogProps): ReactNode {
  return (
    <ConfirmDialog
      isOpen
      title={channelWords.deleteTitle}
      explanation={channelWords.deleteExplanation}
      keep={channelWords.cancel}
      confirm={channelWords.remove}
      onClose={onClose}
      onConfirm={onDelete}
    />
  );
}
