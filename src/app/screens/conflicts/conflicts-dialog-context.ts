import { createContext, useContext } from 'react';

interface ConflictsDialogControl {
  readonly open: () => void;
}

export const ConflictsDialogContext = createContext<ConflictsDialogControl>({ open: () => {} });

/** Opens what two devices have changed, from anywhere that is in no dialog itself. */
export function useConflictsDialog(): ConflictsDialogControl {
  return useContext(ConflictsDialogContext);
}
