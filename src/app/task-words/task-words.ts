import type { QueueTask } from 'backhaul';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { entryIdsOf, spaceIdOf } from './task-context.ts';

type Spaces = readonly SpaceSummary[];

const profileWords: Readonly<Record<string, string>> = {
  'profile/displayName': 'display name',
  'profile/bio': 'bio',
  'profile/avatar': 'avatar',
};

/** What a task does, as a person would say it. */
export function titleOf(task: QueueTask, spaces: Spaces): string {
  switch (task.taskType) {
    case 'update-profile':
      return `Change ${profileParts(task)}`;
    case 'save-user-config':
      return 'Change preferences';
    case 'sync-space-keys':
      return `Send keys of ${spaceName(task, spaces)}`;
    case 'fetch':
      return 'Request held for later';
    default:
      return task.taskType;
  }
}

/** What a task carries, to begin a sentence with. */
export function subjectOf(task: QueueTask, spaces: Spaces): string {
  switch (task.taskType) {
    case 'update-profile':
      return capitalised(profileParts(task));
    case 'save-user-config':
      return 'Preferences';
    case 'sync-space-keys':
      return `Keys of ${spaceName(task, spaces)}`;
    default:
      return 'A request';
  }
}

function profileParts(task: QueueTask): string {
  const parts = entryIdsOf(task).flatMap((id) => profileWords[id] ?? []);
  const last = parts.at(-1);
  if (last === undefined) return 'profile';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function spaceName(task: QueueTask, spaces: Spaces): string {
  const id = spaceIdOf(task);
  return spaces.find((space) => space.id === id)?.name ?? 'a space';
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
