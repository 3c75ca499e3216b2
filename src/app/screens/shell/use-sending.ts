import { useTasks } from 'backhaul/react';
import { useMemo, useState } from 'react';
import { useAppView, useStoring } from '../../provider/AppProvider.tsx';
import { follow, leftToSend, nothingSent, progressOf } from './sending.ts';

/** How far what is being sent has come. */
export function useSending(): ReturnType<typeof progressOf> {
  const { sync, collectionNames } = useAppView();
  const tasks = useTasks();
  const storing = useStoring();
  const left = useMemo(
    () => leftToSend(sync.dirty, tasks, collectionNames, storing),
    [sync.dirty, tasks, collectionNames, storing],
  );
  const [sending, setSending] = useState(nothingSent);
  const now = follow(sending, left);
  if (now !== sending) setSending(now);
  return progressOf(now);
}
