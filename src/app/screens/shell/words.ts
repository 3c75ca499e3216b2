import type { SyncStatus } from 'backhaul';
import { nextAttempt } from '../../task-words/state-words.ts';

export const shellWords = {
  noName: 'No name yet',
  spaces: 'Spaces',
  settings: 'Settings',
  syncStatus: 'Sync status',
  close: 'Close',
  noSpaces: 'No spaces yet',
} as const;

interface Circumstances {
  readonly now: number;
  readonly deliversWhenClosed: boolean | undefined;
  readonly wasJustDelivered: boolean;
  /** Something is on this device that the server has not acknowledged. */
  readonly isLocal: boolean;
  /** Why something of it is not in the outbox, in words. */
  readonly heldBack?: string | undefined;
}

/** The truth about the outbox in one line. */
export function statusWords(status: SyncStatus, circumstances: Circumstances): string {
  switch (status.kind) {
    case 'opening':
      return 'Opening';
    case 'unreadable':
      return 'This browser keeps no data for this page. Changes cannot be sent';
    case 'up-to-date':
      return upToDate(circumstances);
    case 'sending':
      return `Sending ${status.done} of ${status.of}`;
    case 'needs-attention':
      return status.failed === 1 ? '1 change needs your attention' : `${status.failed} changes need your attention`;
    case 'paused':
      return 'Sync is off on this device. Changes stay here';
    case 'waiting-for-sign-in':
      return `Sign in again to send ${changes(status.waiting)}`;
    case 'waiting-for-network':
      return circumstances.heldBack ?? savedHere(changes(status.waiting), circumstances.deliversWhenClosed);
    case 'no-answer':
      return noAnswer(status, circumstances);
    case 'waiting-for-server':
      return `The server is busy. ${nextAttempt(status.nextAttemptAt, circumstances.now)}`;
  }
}

/** An empty outbox is not the whole truth: what could not be enqueued is still only here. */
function upToDate({ wasJustDelivered, isLocal, heldBack }: Circumstances): string {
  if (heldBack !== undefined) return heldBack;
  if (wasJustDelivered) return 'Delivered';
  return isLocal ? 'Saved on this device' : 'Up to date';
}

function savedHere(what: string, deliversWhenClosed: boolean | undefined): string {
  if (deliversWhenClosed === undefined) return 'Saved on this device';
  return deliversWhenClosed
    ? `Saved on this device. ${what} will be sent when you are online`
    : `Saved on this device. Keep this app open, or open it again, to send ${what}`;
}

function noAnswer(
  { waiting, nextAttemptAt }: Extract<SyncStatus, { kind: 'no-answer' }>,
  { now, deliversWhenClosed }: Circumstances,
): string {
  if (deliversWhenClosed === false) return savedHere(changes(waiting), false);
  return `Saved on this device. The server does not answer. ${nextAttempt(nextAttemptAt, now)}`;
}

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
