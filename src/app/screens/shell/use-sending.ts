import { useTasks } from 'backhaul/react';
import { useMemo, useState } from 'react';
import { useAppView, useStoring } from '../../provider/AppProvider.tsx';
import { follow, leftToSend, nothingSent, progressOf } from './sending.ts';

interface Progress extends ReturnType<typeof progressOf> {
  /** Something is on its way to the outbox, which does not list it yet. */
  readonly isStoring: boolean;
}

/** How far what is being sent has come. */
export function useSending(): Progress {
  const { sync, collectionNames } = useAppView();
  const tasks = useTasks();
  const storing = useStoring();
  const left = useMemo(
    () => leftToSend(sync.dirty, tasks, collectionNames, storing),
    [sync.dirty, tasks, collectionNames, storing],
  );
  const isStoring = useMemo(() => {
    const listed = new Set(tasks.map(({ id }) => id));
    return [...storing].some((id) => !listed.has(id));
  }, [tasks, storing]);
  const [sending, setSending] = useState(nothingSent);
  const now = follow(sending, left);
  if (now !== sending) setSending(now);
  return { ...progressOf(now), isStoring };
}
