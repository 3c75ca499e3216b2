import type { Loser } from 'backhaul/journal';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useAppView, useModel } from '../provider/AppProvider.tsx';
import { useConflictsDialog } from '../screens/conflicts/conflicts-dialog-context.ts';
import { conflictSubject } from '../screens/conflicts/describe.ts';
import { conflictWords } from '../screens/conflicts/words.ts';
import type { ToastAction } from './toast-data.ts';
import { useToasts } from './toasts.ts';

const TOAST = 'conflicts';

/** Takes the message back: who compares needs it no more. */
export function useWithdrawConflictToast(): () => void {
  const toasts = useToasts();
  return () => toasts.close(TOAST);
}

/** Tells when a value of this device has lost against another device's, for as long as nobody has chosen. */
export function useConflictToast(): void {
  const { conflicts, spaces } = useAppView();
  const model = useModel();
  const dialog = useConflictsDialog();
  const toasts = useToasts();
  const known = useRef<ReadonlySet<string>>(undefined);

  const actionsFor = (conflict: Loser): readonly ToastAction[] => [
    { words: conflictWords.keepMine, perform: () => choose(model.keepMine(conflict)) },
    { words: conflictWords.keepTheirs, perform: () => choose(model.keepTheirs(conflict)) },
  ];
  const choose = (choice: Promise<void>) => {
    toasts.close(TOAST);
    choice.catch((error: unknown) => {
      console.error(error);
      toasts.add({ title: conflictWords.failed });
    });
  };
  const compare: ToastAction = {
    words: conflictWords.compare,
    perform: () => {
      toasts.close(TOAST);
      dialog.open();
    },
  };
  const tell = useEffectEvent((first: Loser) => {
    const isOne = conflicts.length === 1;
    const title = isOne ? conflictWords.one(conflictSubject(first, spaces)) : conflictWords.many(conflicts.length);
    toasts.add({
      id: TOAST,
      title,
      timeout: 0,
      data: { actions: isOne ? [...actionsFor(first), compare] : [compare] },
    });
  });
  const withdraw = useEffectEvent(() => toasts.close(TOAST));

  useEffect(() => {
    const [first] = conflicts;
    const before = known.current ?? new Set(conflicts.map(({ id }) => id));
    known.current = new Set(conflicts.map(({ id }) => id));
    if (first !== undefined && conflicts.some(({ id }) => !before.has(id))) tell(first);
    else if (conflicts.length < before.size) withdraw(); // Somebody is choosing, here or in another tab.
  }, [conflicts]);
}
