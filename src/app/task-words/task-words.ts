import type { QueueTask } from 'backhaul';
import { REMOVE_FROM_SERVER, UPLOAD_CHUNKS, UPLOAD_PART } from 'backhaul/journal';
import { spaceOfMembership } from '../membership/membership.ts';
import { INVITE_MEMBER, JOIN_SPACE, LEAVE_SPACE } from '../membership/membership-tasks.ts';
import { DELETE_MESSAGE, SEND_MESSAGE } from '../messages/message-tasks.ts';
import type { AppView } from '../model/app-view.ts';
import { BOOKMARKS, DEVICES, NAVIGATION, PREFERENCES, spaceOf } from '../settings/names.ts';
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
  [DEVICES]: 'name of this device',
};

/** What a task does, as a person would say it. */
export function titleOf(task: QueueTask, known: Known): string {
  switch (task.taskType) {
    case 'update-profile':
    case 'save-user-config':
      return `Change ${carriedBy(task, known).words}`;
    case 'sync-space-keys':
    case UPLOAD_PART:
    case UPLOAD_CHUNKS:
      return `Send ${carriedBy(task, known).words}`;
    case REMOVE_FROM_SERVER:
      return 'Remove your data from the server';
    case SEND_MESSAGE:
      return `Send ${carriedBy(task, known).words}`;
    case DELETE_MESSAGE:
      return `Delete a message in ${spaceNameOf(task, known)}`;
    case JOIN_SPACE:
      return `Join ${spaceNameOf(task, known)}`;
    case LEAVE_SPACE:
      return `Leave ${spaceNameOf(task, known)}`;
    case INVITE_MEMBER:
      return `Make an invite to ${spaceNameOf(task, known)}`;
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

/** The space whose keys a task carries. */
function spaceOfTask(task: QueueTask, { spaces, collectionNames }: Known): SpaceSummary | undefined {
  const ids = new Set<string | undefined>(collectionsOf(task, collectionNames).map(spaceOf));
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
    case UPLOAD_CHUNKS:
      return one(`a part of ${spaceOfTask(task, known)?.name ?? 'a large value'}`);
    case REMOVE_FROM_SERVER:
      return one('the removal of your data');
    case SEND_MESSAGE:
      return one(`a message to ${spaceNameOf(task, known)}`);
    case DELETE_MESSAGE:
      return one(`the deletion of a message in ${spaceNameOf(task, known)}`);
    case JOIN_SPACE:
      return one(`joining ${spaceNameOf(task, known)}`);
    case LEAVE_SPACE:
      return one(`leaving ${spaceNameOf(task, known)}`);
    case INVITE_MEMBER:
      return one(`the invite to ${spaceNameOf(task, known)}`);
    default:
      return one('a request');
  }
}

function one(words: string): Subject {
  return { words, isPlural: false };
}

function spaceNameOf(task: QueueTask, { spaces }: Known): string {
  const space = spaceOfMembership(task);
  return spaces.find(({ id }) => id === space)?.name ?? 'a space';
}

function profileSubject(fields: readonly string[]): Subject {
  const parts = fields.flatMap((field) => fieldWords[field] ?? []);
  return { words: listed(parts) ?? 'profile', isPlural: parts.length > 1 };
}

function configSubject(collections: readonly string[]): Subject {
  const parts = collections.flatMap((name) => collectionWords[name] ?? []);
  const words = listed(parts) ?? 'preferences';
  return { words, isPlural: words !== collectionWords[NAVIGATION] && words !== collectionWords[DEVICES] };
}

function listed(parts: readonly string[]): string | undefined {
  return parts.length < 2 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
