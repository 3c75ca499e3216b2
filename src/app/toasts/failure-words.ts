import type { QueueTask } from 'backhaul';
import type { SettingsTab } from '../screens/settings/settings-dialog-context.ts';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { entryIdsOf } from '../task-words/task-context.ts';
import { subjectOf } from '../task-words/task-words.ts';
import { toastWords } from './words.ts';

export type FailedTask = Extract<QueueTask, { status: 'failed' }>;

/** What a failed task means to a person. */
export function failureWords(task: FailedTask, spaces: readonly SpaceSummary[]): string {
  const subject = subjectOf(task, spaces);
  switch (task.error.code) {
    case 'refused':
      return toastWords.refused(subject, carriesSeveral(task), task.error.message);
    case 'conflict':
      return toastWords.conflict(subject);
    case 'request-missing':
    case 'request-unreadable':
    case 'unknown-type':
    case 'unknown-version':
    case 'dependency-failed':
      return toastWords.lost(subject, task.error.message);
  }
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

function carriesSeveral(task: FailedTask): boolean {
  switch (task.taskType) {
    case 'update-profile':
      return entryIdsOf(task).length > 1;
    case 'save-user-config':
    case 'sync-space-keys':
      return true;
    default:
      return false;
  }
}
