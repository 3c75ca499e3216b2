import type { QueueTask } from 'backhaul';
import { REMOVE_FROM_SERVER, UPLOAD_PART } from 'backhaul/journal';
import type { AppView } from '../model/app-model.ts';
import { BOOKMARKS, NAVIGATION, PREFERENCES, spaceOf } from '../settings/names.ts';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { collectionsOf } from '../tasks/task-context.ts';

/** What is needed to tell what a task carries: tasks themselves name nothing. */
export type Known = Pick<AppView, 'spaces' | 'collectionNames' | 'fieldsOfTasks'>;

/** What a task carries, in words; several things, or one. */
export interface Subject {
  readonly words: string;
  readonly isPlural: boolean;
}

const fieldWords: Readonly<Record<string, string>> = {
  displayName: 'display name',
  bio: 'bio',
  avatar: 'avatar',
};

const collectionWords: Readonly<Record<string, string>> = {
  [PREFERENCES]: 'preferences',
  [NAVIGATION]: 'list of spaces',
  [BOOKMARKS]: 'bookmarks',
};

/** What a task does, as a person would say it. */
export function titleOf(task: QueueTask, known: Known): string {
  switch (task.taskType) {
    case 'update-profile':
    case 'save-user-config':
      return `Change ${carriedBy(task, known).words}`;
    case 'sync-space-keys':
    case UPLOAD_PART:
      return `Send ${carriedBy(task, known).words}`;
    case REMOVE_FROM_SERVER:
      return 'Remove your data from the server';
    case 'fetch':
      return 'Request held for later';
    default:
      return task.taskType;
  }
}

/** What a task carries, to begin a sentence with. */
export function subjectOf(task: QueueTask, known: Known): Subject {
  const { words, isPlural } = carriedBy(task, known);
  return { words: words.charAt(0).toUpperCase() + words.slice(1), isPlural };
}

/** The name of the space whose keys a task carries. */
export function spaceOfTask(task: QueueTask, { spaces, collectionNames }: Known): SpaceSummary | undefined {
  const ids = new Set(collectionsOf(task, collectionNames).map(spaceOf));
  return spaces.find(({ id }) => ids.has(id));
}

function carriedBy(task: QueueTask, known: Known): Subject {
  switch (task.taskType) {
    case 'update-profile':
      return profileSubject(known.fieldsOfTasks.get(task.id) ?? []);
    case 'save-user-config':
      return configSubject(collectionsOf(task, known.collectionNames));
    case 'sync-space-keys':
      return { words: `keys of ${spaceOfTask(task, known)?.name ?? 'a space'}`, isPlural: true };
    case UPLOAD_PART:
      return { words: `a part of ${spaceOfTask(task, known)?.name ?? 'a large value'}`, isPlural: false };
    case REMOVE_FROM_SERVER:
      return { words: 'the removal of your data', isPlural: false };
    default:
      return { words: 'a request', isPlural: false };
  }
}

function profileSubject(fields: readonly string[]): Subject {
  const parts = fields.flatMap((field) => fieldWords[field] ?? []);
  return { words: listed(parts) ?? 'profile', isPlural: parts.length > 1 };
}

function configSubject(collections: readonly string[]): Subject {
  const parts = collections.flatMap((name) => collectionWords[name] ?? []);
  const words = listed(parts) ?? 'preferences';
  return { words, isPlural: words !== collectionWords[NAVIGATION] };
}

function listed(parts: readonly string[]): string | undefined {
  return parts.length < 2 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
