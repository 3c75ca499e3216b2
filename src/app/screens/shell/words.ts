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
}

/** The truth about the outbox in one line. */
export function statusWords(status: SyncStatus, circumstances: Circumstances): string {
  switch (status.kind) {
    case 'opening':
      return 'Opening';
    case 'up-to-date':
      return circumstances.wasJustDelivered ? 'Delivered' : 'Up to date';
    case 'sending':
      return `Sending ${status.done} of ${status.of}`;
    case 'needs-attention':
      return status.failed === 1 ? '1 change needs your attention' : `${status.failed} changes need your attention`;
    case 'waiting-for-sign-in':
      return `Sign in again to send ${changes(status.waiting)}`;
    case 'waiting-for-network':
      return savedHere(changes(status.waiting), circumstances.deliversWhenClosed);
    case 'waiting-for-server':
      return `The server is busy. ${nextAttempt(status.nextAttemptAt, circumstances.now)}`;
  }
}

function savedHere(what: string, deliversWhenClosed: boolean | undefined): string {
  if (deliversWhenClosed === undefined) return 'Saved on this device';
  return deliversWhenClosed
    ? `Saved on this device. ${what} will be sent when you are online`
    : `Saved on this device. Keep this app open, or open it again, to send ${what}`;
}

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
