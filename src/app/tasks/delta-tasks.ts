import type { DeltaTask } from 'backhaul';
import { BOOKMARKS, DEVICES, NAVIGATION, PREFERENCES, PROFILE, spaceOf } from '../settings/names.ts';

const USER_CONFIG: ReadonlySet<string> = new Set([PREFERENCES, NAVIGATION, BOOKMARKS, DEVICES]);

/** The profile, the person's configuration and every space travel in lanes of their own: none waits for another. */
export const deltaTasks: readonly DeltaTask[] = [
  { type: 'update-profile', group: (collection) => (collection === PROFILE ? PROFILE : undefined) },
  { type: 'save-user-config', group: (collection) => (USER_CONFIG.has(collection) ? 'user-config' : undefined) },
  {
    type: 'sync-space-keys',
    group: (collection) => (spaceOf(collection) === undefined ? undefined : collection),
  },
];
