import type { ReactNode } from 'react';
import { ConfirmDialog } from '../dialogs/ConfirmDialog.tsx';
import { settingsWords } from './words.ts';

interface DiscardDialogProps {
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asked before what was edited, and not saved, is forgotten. */
export function DiscardDialog({ isOpen, onKeep, onDiscard }: DiscardDialogProps): ReactNode {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={settingsWords.discardTitle}
      explanation={settingsWords.discardExplanation}
      keep={settingsWords.keepEditing}
      confirm={settingsWords.discard}
      onClose={onKeep}
      onConfirm={onDiscard}
    />
  );
}
