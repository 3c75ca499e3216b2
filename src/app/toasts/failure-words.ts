import type { QueueTask } from 'backhaul';
import type { SettingsTab } from '../screens/settings/settings-dialog-context.ts';
import { type Known, subjectOf } from '../task-words/task-words.ts';
import { deltaTasks } from '../tasks/delta-tasks.ts';
import { toastWords } from './words.ts';

export type FailedTask = Extract<QueueTask, { status: 'failed' }>;

/** What a failed task means to a person. */
export function failureWords(task: FailedTask, known: Known): string {
  const { words, isPlural } = subjectOf(task, known);
  switch (task.error.code) {
    case 'refused':
      return toastWords.refused(words, isPlural, task.error.message);
    case 'conflict': // What no other device of the account can have changed was refused.
      return isShared(task) ? toastWords.conflict(words) : toastWords.refused(words, isPlural, task.error.message);
    case 'request-missing':
    case 'request-unreadable':
    case 'unknown-type':
    case 'unknown-version':
    case 'dependency-failed':
      return toastWords.lost(words, task.error.message);
  }
}

function isShared({ taskType }: FailedTask): boolean {
  return deltaTasks.some(({ type }) => type === taskType);
}

type WayOut = 'retry' | 'edit' | 'details' | 'discard';

/** What a person can do about a failed task: what cannot be edited can be tried again, as far as its request is there. */
export function waysOut(task: FailedTask): readonly WayOut[] {
  if (editingTabOf(task) !== 'sync') return ['edit', 'discard'];
  const isThere = task.error.code === 'refused' || task.error.code === 'conflict';
  return isThere ? ['retry', 'details', 'discard'] : ['details', 'discard'];
}

/** Where a person can edit what was refused; what cannot be edited is shown where it is listed. */
export function editingTabOf(task: FailedTask): Extract<SettingsTab, 'profile' | 'preferences' | 'sync'> {
  switch (task.taskType) {
    case 'update-profile':
      return 'profile';
    case 'save-user-config':
      return 'preferences';
    default:
      return 'sync';
  }
}
