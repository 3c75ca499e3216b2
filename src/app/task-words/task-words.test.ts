import type { QueueTask } from 'backhaul';
import { REMOVE_FROM_SERVER, UPLOAD_PART } from 'backhaul/journal';
import { spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { subjectOf, titleOf } from './task-words.ts';

const HUB = v.parse(spaceIdSchema, 'AAAAAAAAAAAAAAAAAAAAAA');
const known = {
  spaces: [{ id: HUB, name: 'Hub', order: 0, keys: 4, bytes: 9 }],
  collectionNames: new Map([
    ['p', 'profile'],
    ['c', 'preferences'],
    ['n', 'navigation'],
    ['b', 'bookmarks'],
    ['s', `space:${HUB}`],
  ]),
  fieldsOfTasks: new Map([
    ['named', ['displayName']],
    ['both', ['displayName', 'bio']],
  ]),
};
const task = (taskType: string, collections: readonly string[], id = 'any'): QueueTask => ({
  id,
  taskType,
  version: 1,
  account: 'me',
  context: { collections, entries: 1 },
  retryCount: 0,
  createdAt: 1,
  bytes: 0,
  status: 'pending',
  wait: { for: 'turn' },
});
const inSpace = (taskType: string, space: string = HUB): QueueTask => ({ ...task(taskType, []), context: { space } });

test.each([
  [task('update-profile', ['p'], 'named'), 'Change display name', 'Display name', false],
  [task('update-profile', ['p'], 'both'), 'Change display name and bio', 'Display name and bio', true],
  [task('update-profile', ['p']), 'Change profile', 'Profile', false],
  [task('save-user-config', ['c']), 'Change preferences', 'Preferences', true],
  [task('save-user-config', ['n']), 'Change list of spaces', 'List of spaces', false],
  [
    task('save-user-config', ['c', 'n', 'b']),
    'Change preferences, list of spaces and bookmarks',
    'Preferences, list of spaces and bookmarks',
    true,
  ],
  [task('save-user-config', ['unknown']), 'Change preferences', 'Preferences', true],
  [task('sync-space-keys', ['s']), 'Send keys of Hub', 'Keys of Hub', true],
  [task('sync-space-keys', ['unknown']), 'Send keys of a space', 'Keys of a space', true],
  [task(UPLOAD_PART, ['s']), 'Send a part of Hub', 'A part of Hub', false],
  [task(REMOVE_FROM_SERVER, []), 'Remove your data from the server', 'The removal of your data', false],
  [inSpace('send-message'), 'Send a message to Hub', 'A message to Hub', false],
  [inSpace('delete-message'), 'Delete a message in Hub', 'The deletion of a message in Hub', false],
  [inSpace('join-space'), 'Join Hub', 'Joining Hub', false],
  [inSpace('leave-space'), 'Leave Hub', 'Leaving Hub', false],
  [inSpace('invite-member'), 'Make an invite to Hub', 'The invite to Hub', false],
  [inSpace('join-space', 'another'), 'Join a space', 'Joining a space', false],
  [task('fetch', []), 'Request held for later', 'A request', false],
])('%#: a task is called by what it does, and by names that it does not carry', (given, title, words, isPlural) => {
  expect(titleOf(given, known)).toBe(title);
  expect(subjectOf(given, known)).toEqual({ words, isPlural });
});
