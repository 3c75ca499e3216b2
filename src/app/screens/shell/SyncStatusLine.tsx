import type { QueueTask, SyncStatus } from 'backhaul';
import { useSync } from 'backhaul/react';
import type { ReactNode } from 'react';
import { useNow } from '../../format/use-now.ts';
import { useOnline } from '../../format/use-online.ts';
import { later } from '../../later/later.tsx';
import { Mark } from '../../mark/Mark.tsx';
import type { Place } from '../../mark/place.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { heldBackSentence } from '../../task-words/held-back-words.ts';
import { attentionOf } from '../attention/attention.ts';
import { compareWord } from '../conflicts/compare-word.ts';
import { useConflictsDialog } from '../conflicts/conflicts-dialog-context.ts';
import { useSettingsDialog } from '../settings/settings-dialog-context.ts';
import { SignInButton } from '../sign-in/SignInButton.tsx';
import { useSending } from './use-sending.ts';
import { type Rest, restOf, shellWords, statusWords } from './words.ts';

const AttentionWords = later(async () => (await import('../attention/AttentionWords.tsx')).AttentionWords);
const AttentionWay = later(async () => (await import('../attention/AttentionWay.tsx')).AttentionWay);

const DELIVERED_FOR = 2_000;

/** The mark and one sentence: where everything of this account is; and the way to what needs the person. */
export function SyncStatusLine(): ReactNode {
  const { status: listed, tasks, isPaused, deliversWhenClosed } = useSync();
  const { sync, conflicts, isSaving } = useAppView();
  const settings = useSettingsDialog();
  const compare = useConflictsDialog();
  const isOnline = useOnline();
  const sending = useSending();
  const isAboutToSend = listed.kind === 'up-to-date' && sending.isStoring && isOnline && !isPaused;
  const status: SyncStatus = isAboutToSend || listed.kind === 'sending' ? { kind: 'sending', ...sending } : listed;
  const deliveredUntil = lastDelivery(tasks) + DELIVERED_FOR;
  const countsDownTo = 'nextAttemptAt' in status ? status.nextAttemptAt : undefined;
  const now = useNow(countsDownTo ?? deliveredUntil);
  const rest = restOf({
    isOn: sync.isOn,
    isPaused,
    isOnline,
    heldBack: heldBackSentence(sync.heldBack),
    conflicts: conflicts.length,
    local: sync.dirty.size,
    isSaving,
    wasJustDelivered: now < deliveredUntil,
  });
  const attention = attentionOf(sync, status);
  const place = attention ? 'needs-you' : placeOfStatus(status, rest);
  return (
    <div className="header-sync">
      <output
        className="sync-status figures"
        aria-label={shellWords.syncStatus}
        aria-live={countsDownTo === undefined ? 'polite' : 'off'}
        data-place={place}
      >
        <Mark place={place} large />
        <span>
          {attention ? (
            <AttentionWords attention={attention} />
          ) : (
            statusWords(status, { now, deliversWhenClosed, rest })
          )}
        </span>
      </output>
      {attention && <AttentionWay attention={attention} />}
      {status.kind === 'needs-attention' && <Way words={shellWords.show} onGo={() => settings.open('sync')} />}
      {conflicts.length > 0 && <Way words={compareWord} onGo={compare.open} />}
      {status.kind === 'sending' && <SendingBar part={sending.part} />}
      <SignInButton />
    </div>
  );
}

/** On the lower edge of the header. */
function SendingBar({ part }: { readonly part: number }): ReactNode {
  return (
    <div
      className="sending-bar"
      role="progressbar"
      aria-label={shellWords.sent}
      aria-valuenow={Math.round(part * 100)}
      style={{ transform: `scaleX(${part})` }}
    />
  );
}

interface WayProps {
  readonly words: string;
  readonly onGo: () => void;
}

function Way({ words, onGo }: WayProps): ReactNode {
  return (
    <button type="button" className="button header-way" onClick={onGo}>
      {words}
    </button>
  );
}

function placeOfStatus(status: SyncStatus, rest: Rest): Place {
  switch (status.kind) {
    case 'up-to-date':
      return placeAtRest(rest);
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

function placeAtRest(rest: Rest): Place {
  switch (rest.kind) {
    case 'up-to-date':
    case 'delivered':
      return 'delivered';
    case 'conflict':
      return 'conflict';
    case 'off':
    case 'paused':
    case 'preparing':
    case 'held-back':
    case 'local':
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
