import type { ReactNode } from 'react';
import { ConfirmDialog } from '../dialogs/ConfirmDialog.tsx';
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
    <ConfirmDialog
      isOpen={isOpen}
      title={leaveWords.title(name)}
      explanation={leaveWords.explanation}
      keep={spaceWords.cancel}
      confirm={leaveWords.leaveNow}
      onClose={onClose}
      onConfirm={onLeave}
    />
  );
}
