import { defineTask, type TaskDefinition } from 'backhaul';
import type { SettingsEntry } from '../settings/entry.ts';
import type { Identity } from '../settings/identity.ts';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import { type DeltaContext, deltaContextSchema, deltaRequest } from './delta.ts';

/**
 * The task that brings these entries of a collection to the server. A newer delta holds all that an older one held, so it
 * may replace it.
 */
export function deltaTask(
  { account }: Identity,
  collection: string,
  entries: readonly SettingsEntry[],
): TaskDefinition<typeof deltaContextSchema> {
  return defineTask({
    type: typeOf(collection),
    version: 1,
    context: deltaContextSchema,
    request: () => deltaRequest(account, entries),
    orderingKey: laneOf,
    replaces: laneOf,
  });
}

export const DELTA_TYPES: ReadonlySet<string> = new Set(['update-profile', 'save-user-config', 'sync-space-keys']);

function typeOf(collection: string): string {
  if (collection === PROFILE) return 'update-profile';
  return collection === PREFERENCES ? 'save-user-config' : 'sync-space-keys';
}

/** Profile, preferences and every space travel in lanes of their own: none waits for another. */
function laneOf({ account, collection }: DeltaContext): string {
  return `${account}/${collection}`;
}
