import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { useToasts } from '../../toasts/toasts.ts';
import { useAttempt } from '../dialogs/use-attempt.ts';
import { SmallDialog, type SmallDialogProps } from '../space/SmallDialog.tsx';
import { HISTORY_TOAST } from './history-toast.ts';
import { doubtWords, historyWords } from './words.ts';

/** What was seen of a server whose history is doubted, what is safe, and what can be done. */
export function HistoryDialog(props: SmallDialogProps): ReactNode {
  const { standing } = useAppView().sync;
  const [reason, setReason] = useState(standing.kind === 'doubted' ? standing.reason : undefined);
  if (standing.kind === 'doubted' && standing.reason !== reason) setReason(standing.reason);
  useWithdrawnToast(props.isOpen);
  if (reason === undefined) return null;
  const { status, seen } = doubtWords[reason];
  return (
    <SmallDialog {...props} title={status}>
      <p>{seen}</p>
      <p>{historyWords.safe}</p>
      <Choices onClose={props.onClose} />
    </SmallDialog>
  );
}

/** Who is told here needs the short message no more. */
function useWithdrawnToast(isOpen: boolean): void {
  const toasts = useToasts();
  const withdraw = useEffectEvent(() => toasts.close(HISTORY_TOAST));
  useEffect(() => {
    if (isOpen) withdraw();
  }, [isOpen]);
}

function Choices({ onClose }: Pick<SmallDialogProps, 'onClose'>): ReactNode {
  const model = useModel();
  const { state, begin } = useAttempt();
  const isBusy = state === 'busy';
  const choose = (work: () => Promise<void>) => () =>
    begin(async () => {
      await work();
      onClose();
    });
  return (
    <>
      <p className="quiet">{historyWords.restored}</p>
      <p className="quiet">{historyWords.unexplained}</p>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {historyWords.failed}
        </p>
      )}
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {historyWords.later}
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={choose(model.turnSyncOff)}>
          {historyWords.turnOff}
        </button>
        <button type="button" className="button button-primary" disabled={isBusy} onClick={choose(model.acceptHistory)}>
          {historyWords.sendAgain}
        </button>
      </div>
    </>
  );
}
