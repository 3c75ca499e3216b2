import type { SyncStatus } from 'backhaul';
import { nextAttempt } from '../../task-words/state-words.ts';

export const shellWords = {
  noName: 'No name yet',
  spaces: 'Spaces',
  settings: 'Settings',
  syncStatus: 'Sync status',
  network: 'Network',
  offline: 'You are offline',
  sent: 'Sent so far',
  show: 'Show',
  close: 'Close',
  noSpaces: 'No spaces yet',
} as const;

/** How it is with this account while its outbox is empty: an empty outbox is not the whole truth. */
export type Rest =
  | { readonly kind: 'off' | 'paused' | 'conflict' | 'delivered' | 'local' | 'up-to-date' }
  /** Something is about to go to the outbox: how many things, as a person counts them. */
  | { readonly kind: 'preparing'; readonly count: number }
  /** Something is in no outbox; why, in words. */
  | { readonly kind: 'held-back'; readonly words: string };

interface Account {
  /** Whether this device sends what it saves. */
  readonly isOn: boolean;
  readonly isPaused: boolean;
  readonly isOnline: boolean;
  readonly heldBack: string | undefined;
  readonly conflicts: number;
  /** How much is on this device that the server has not acknowledged. */
  readonly local: number;
  /** Something is about to be kept. */
  readonly isSaving: boolean;
  readonly wasJustDelivered: boolean;
}

export function restOf(account: Account): Rest {
  const { isOn, isPaused, isOnline, heldBack, conflicts, local, isSaving, wasJustDelivered } = account;
  if (!isOn) return { kind: 'off' };
  if (isPaused) return { kind: 'paused' };
  if (heldBack !== undefined) return { kind: 'held-back', words: heldBack };
  if (conflicts > 0) return { kind: 'conflict' };
  if (isOnline && (local > 0 || isSaving)) return { kind: 'preparing', count: Math.max(local, 1) };
  if (local > 0) return { kind: 'local' };
  return { kind: wasJustDelivered ? 'delivered' : 'up-to-date' };
}

interface Circumstances {
  readonly now: number;
  readonly deliversWhenClosed: boolean | undefined;
  readonly rest: Rest;
}

const off = 'Sync is off on this device. Changes stay here';
const paused = 'Sending is paused on this device. Changes stay here';

/** The truth about the outbox in one line. */
export function statusWords(status: SyncStatus, circumstances: Circumstances): string {
  const { rest, now, deliversWhenClosed } = circumstances;
  switch (status.kind) {
    case 'opening':
      return 'Opening';
    case 'unreadable':
      return 'This browser keeps no data for this page. Changes cannot be sent';
    case 'up-to-date':
      return restWords(rest);
    case 'sending':
      return `Sending ${status.done} of ${status.of}`;
    case 'needs-attention':
      return status.failed === 1 ? '1 change needs your attention' : `${status.failed} changes need your attention`;
    case 'paused':
      return rest.kind === 'off' ? off : paused;
    case 'waiting-for-sign-in':
      return `Sign in again to send ${changes(status.waiting)}`;
    case 'waiting-for-network':
      return rest.kind === 'held-back' ? rest.words : savedHere(changes(status.waiting), deliversWhenClosed);
    case 'no-answer':
      return noAnswer(status, now, deliversWhenClosed);
    case 'waiting-for-server':
      return `The server is busy. ${nextAttempt(status.nextAttemptAt, now)}`;
  }
}

function restWords(rest: Rest): string {
  switch (rest.kind) {
    case 'off':
      return off;
    case 'paused':
      return paused;
    case 'held-back':
      return rest.words;
    case 'conflict':
      return 'Changed on another device';
    case 'delivered':
      return 'Delivered';
    case 'preparing':
      return `Preparing to send ${changes(rest.count)}`;
    case 'local':
      return 'Saved on this device';
    case 'up-to-date':
      return 'Up to date';
  }
}

function savedHere(what: string, deliversWhenClosed: boolean | undefined): string {
  if (deliversWhenClosed === undefined) return 'Saved on this device';
  return deliversWhenClosed
    ? `Saved on this device. ${what} will be sent when you are online`
    : `Saved on this device. Keep this app open, or open it again, to send ${what}`;
}

function noAnswer(
  { waiting, nextAttemptAt }: Extract<SyncStatus, { kind: 'no-answer' }>,
  now: number,
  deliversWhenClosed: boolean | undefined,
): string {
  if (deliversWhenClosed === false) return savedHere(changes(waiting), false);
  return `Saved on this device. The server does not answer. ${nextAttempt(nextAttemptAt, now)}`;
}

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
