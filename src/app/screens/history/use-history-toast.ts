import { useEffect, useEffectEvent } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';
import { useToasts } from '../../toasts/toasts.ts';
import { useHistoryDialog } from './history-dialog-context.ts';
import { HISTORY_TOAST } from './history-toast.ts';
import { doubtWords, historyWords } from './words.ts';

/** Tells that the server's history is doubted, for as long as it is. */
export function useHistoryToast(): void {
  const { standing } = useAppView().sync;
  const dialog = useHistoryDialog();
  const toasts = useToasts();
  const reason = standing.kind === 'doubted' ? standing.reason : undefined;
  const withdraw = useEffectEvent(() => toasts.close(HISTORY_TOAST));
  const tell = useEffectEvent((title: string) => {
    toasts.add({
      id: HISTORY_TOAST,
      title,
      timeout: 0,
      data: { actions: [{ words: historyWords.show, perform: dialog.open }] },
    });
  });
  useEffect(() => {
    if (reason === undefined) withdraw();
    else tell(doubtWords[reason].status);
  }, [reason]);
}
