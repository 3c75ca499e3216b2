import type { QueueTask } from 'backhaul';
import type { Format } from '../format/use-format.ts';

type Pending = Extract<QueueTask, { status: 'pending' }>;
type Completed = Extract<QueueTask, { status: 'completed' }>;
type Failed = Extract<QueueTask, { status: 'failed' }>;

interface Circumstances {
  readonly now: number;
  readonly isOnline: boolean;
}

/** Where a task is and why, in words. */
export function stateOf(task: QueueTask, circumstances: Circumstances, format: Format): string {
  switch (task.status) {
    case 'pending':
      return waitOf(task, circumstances);
    case 'processing':
      return 'On its way';
    case 'completed':
      return completionOf(task, format);
    case 'failed':
      return failureOf(task);
  }
}

/** When the next attempt is, in words. */
export function nextAttempt(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  if (at - now < 1000) return 'Next attempt in a moment';
  return seconds < 120 ? `Next attempt in ${seconds} s` : `Next attempt in ${Math.round(seconds / 60)} min`;
}

/** The time that a task waits for, if it waits for a time. */
export function nextAttemptAt(task: QueueTask): number | undefined {
  return task.status === 'pending' && 'until' in task.wait ? task.wait.until : undefined;
}

function waitOf({ wait }: Pending, { now, isOnline }: Circumstances): string {
  switch (wait.for) {
    case 'turn':
      return isOnline ? 'Waits for its turn' : 'Waits for the network';
    case 'network':
      return `Waits for the network. ${nextAttempt(wait.until, now)}, or as soon as you are online`;
    case 'server':
      return `The server is busy. ${nextAttempt(wait.until, now)}`;
    case 'sign-in':
      return 'Waits until you sign in again';
    case 'app':
      return 'Stays on this device for now';
  }
}

function completionOf({ outcome, processedAt }: Completed, format: Format): string {
  const at = format.date(processedAt);
  switch (outcome.kind) {
    case 'delivered':
      return `Delivered ${at}`;
    case 'superseded':
      return `Replaced by a newer change ${at}`;
    case 'annihilated':
      return `Undone before it was sent ${at}`;
    case 'moot':
      return `What it undoes was never sent ${at}`;
    case 'cancelled':
      return outcome.mayHaveArrived ? `Cancelled ${at}. It may have arrived before` : `Cancelled ${at}`;
    case 'dropped':
      return `Not sent, as this app decided ${at}`;
    case 'conceded':
      return `The server's version was kept ${at}`;
  }
}

function failureOf({ error }: Failed): string {
  switch (error.code) {
    case 'refused':
      return `Refused: ${error.message}`;
    case 'conflict':
      return `Changed on another device: ${error.message}`;
    case 'request-missing':
    case 'request-unreadable':
      return 'The stored request cannot be read any more. It can only be made again';
    case 'unknown-type':
    case 'unknown-version':
      return 'This version of the app does not know such a change. It is kept for one that does';
    case 'dependency-failed':
      return 'It depends on a change that was not delivered';
  }
}
