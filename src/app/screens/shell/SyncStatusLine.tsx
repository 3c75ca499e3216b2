import type { QueueTask, SyncStatus } from 'backhaul';
import { useSync } from 'backhaul/react';
import type { ReactNode } from 'react';
import { useNow } from '../../format/use-now.ts';
import { Mark } from '../../mark/Mark.tsx';
import type { Place } from '../../mark/place.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { heldBackSentence } from '../../task-words/held-back-words.ts';
import { shellWords, statusWords } from './words.ts';

const DELIVERED_FOR = 2_000;

/** The mark and one sentence: where everything of this account is. */
export function SyncStatusLine(): ReactNode {
  const { status, tasks, deliversWhenClosed } = useSync();
  const deliveredUntil = lastDelivery(tasks) + DELIVERED_FOR;
  const countsDownTo = 'nextAttemptAt' in status ? status.nextAttemptAt : undefined;
  const now = useNow(countsDownTo ?? deliveredUntil);
  const view = useAppView();
  const isLocal = view.local.size > 0;
  const heldBack = heldBackSentence(view.heldBack);
  const circumstances = { now, deliversWhenClosed, wasJustDelivered: now < deliveredUntil, isLocal, heldBack };
  const place = placeOfStatus(status, isLocal);
  return (
    <output
      className="sync-status figures"
      aria-label={shellWords.syncStatus}
      aria-live={countsDownTo === undefined ? 'polite' : 'off'}
      data-place={place}
    >
      <Mark key={status.kind} place={place} large />
      <span>{statusWords(status, circumstances)}</span>
    </output>
  );
}

function placeOfStatus(status: SyncStatus, isLocal: boolean): Place {
  switch (status.kind) {
    case 'up-to-date':
      return isLocal ? 'here' : 'delivered';
    case 'opening':
    case 'sending':
      return 'on-its-way';
    case 'needs-attention':
    case 'unreadable':
    case 'waiting-for-sign-in':
      return 'needs-you';
    case 'waiting-for-network':
    case 'no-answer':
    case 'waiting-for-server':
    case 'paused':
      return 'here';
  }
}

/** When the server last acknowledged something, or 0. */
function lastDelivery(tasks: readonly QueueTask[]): number {
  return tasks.reduce(
    (latest, task) =>
      task.status === 'completed' && task.outcome.kind === 'delivered' ? Math.max(latest, task.processedAt) : latest,
    0,
  );
}
