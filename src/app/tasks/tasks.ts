import { defineTask } from 'backhaul';
import type { Identity } from '../settings/identity.ts';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import type { SettingsStore } from '../settings/store.ts';
import { type DeltaContext, deltaContextSchema, deltaRequest } from './delta.ts';

/** One kind of task for each kind of collection. A newer delta holds all that an older one held, so it may replace it. */
export function deltaTasks(store: SettingsStore, { account }: Identity) {
  const define = (type: string) =>
    defineTask({
      type,
      version: 1,
      context: deltaContextSchema,
      request: (context) => deltaRequest(store, account, context),
      orderingKey: laneOf,
      replaces: laneOf,
    });
  const profile = define('update-profile');
  const preferences = define('save-user-config');
  const space = define('sync-space-keys');
  return {
    taskFor: (collection: string) => {
      if (collection === PROFILE) return profile;
      return collection === PREFERENCES ? preferences : space;
    },
  };
}

export const DELTA_TYPES: ReadonlySet<string> = new Set(['update-profile', 'save-user-config', 'sync-space-keys']);

/** Profile, preferences and every space travel in lanes of their own: none waits for another. */
function laneOf({ account, collection }: DeltaContext): string {
  return `${account}/${collection}`;
}
