import { createContext, useContext } from 'react';

interface HistoryDialogControl {
  readonly open: () => void;
}

export const HistoryDialogContext = createContext<HistoryDialogControl>({ open: () => {} });

/** Opens what is doubted about the server's history, from anywhere that is in no dialog itself. */
export function useHistoryDialog(): HistoryDialogControl {
  return useContext(HistoryDialogContext);
}
