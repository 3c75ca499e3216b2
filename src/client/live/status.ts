import type { PendingTask, QueueTask } from '../../protocol/index.ts';
import { attemptTimes, least } from './summary.ts';

/** The truth about the outbox in one word, with the figures that belong to it. Times are milliseconds since 1970. */
export type SyncStatus =
  /** The ledger has not been read yet. */
  | { readonly kind: 'opening' }
  /** This browser does not let the page read what it keeps; saves say so too. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'up-to-date' }
  | { readonly kind: 'sending'; readonly done: number; readonly of: number }
  | { readonly kind: 'needs-attention'; readonly failed: number; readonly waiting: number }
  /** The app sends nothing for the time being. */
  | { readonly kind: 'paused'; readonly waiting: number }
  | { readonly kind: 'waiting-for-sign-in'; readonly waiting: number }
  | { readonly kind: 'waiting-for-network'; readonly waiting: number }
  /** The device is online as far as it knows, and gets no answer. */
  | { readonly kind: 'no-answer'; readonly waiting: number; readonly nextAttemptAt: number }
  | { readonly kind: 'waiting-for-server'; readonly waiting: number; readonly nextAttemptAt: number };

/** One status for all tasks: what moves comes first, then what needs a person, then what waits. */
export function statusOf(
  tasks: readonly QueueTask[],
  isOnline: boolean,
  progress: { readonly done: number; readonly of: number },
  isPaused: boolean,
): SyncStatus {
  const pending = tasks.filter((task): task is PendingTask => task.status === 'pending');
  const sending = tasks.filter((task) => task.status === 'processing').length;
  const failed = tasks.filter((task) => task.status === 'failed').length;
  const waiting = pending.length + sending;
  const isAboutToSend = !isPaused && failed === 0 && waiting > 0 && pending.every((task) => task.wait.for === 'turn');
  if (isOnline && (sending > 0 || isAboutToSend)) return { kind: 'sending', ...progress };
  if (failed > 0) return { kind: 'needs-attention', failed, waiting };
  if (waiting === 0) return { kind: 'up-to-date' };
  if (isPaused) return { kind: 'paused', waiting };
  // An attempt without a network is no sending: it ends as it began.
  return isOnline ? waitOf(pending) : { kind: 'waiting-for-network', waiting };
}

function waitOf(pending: readonly PendingTask[]): SyncStatus {
  const waiting = pending.length;
  const busy = pending.flatMap(({ wait }) => (wait.for === 'server' ? [wait.until] : []));
  const silent = pending.flatMap(({ wait }) => (wait.for === 'network' ? [wait.until] : []));
  if (busy.length > 0) return { kind: 'waiting-for-server', waiting, nextAttemptAt: least(busy) };
  if (silent.length > 0) return { kind: 'no-answer', waiting, nextAttemptAt: least(silent) };
  const isHeld = pending.some(({ wait }) => wait.for === 'app');
  return isHeld ? { kind: 'paused', waiting } : { kind: 'waiting-for-sign-in', waiting };
}

/**
 * When the next waiting task may be sent: the earliest time that is still to come. One that has passed was told already:
 * its task waits for another one of its lane, or for the pass that is under way.
 */
export function comingAttempt(tasks: readonly QueueTask[], now: number): number | undefined {
  const coming = attemptTimes(tasks).filter((time) => time > now);
  return coming.length === 0 ? undefined : least(coming);
}
