import type { JournalSyncState } from 'backhaul';
import type { Journal } from 'backhaul/journal';
import { untilLoaded } from '../later/until-loaded.ts';
import { BOOKMARKS, DEVICES, NAVIGATION, PREFERENCES, PROFILE, spaceCollection } from '../settings/names.ts';
import { parsePreferences, parseProfile } from '../settings/profile.ts';
import { parseMuted } from '../settings/space-notices.ts';
import { parseSpaces } from '../settings/space-summary.ts';
import type { AppView } from './app-view.ts';
import { BlindNames } from './blind-names.ts';
import { isUndecidable } from './settle-conflicts.ts';

type Reads<Part extends keyof AppView> = () => Promise<Pick<AppView, Part>>;

/** Reads each part of the view from the journal, by the collection that it is in. */
export interface ViewReader {
  readonly [PROFILE]: Reads<'profile'>;
  readonly [PREFERENCES]: Reads<'preferences' | 'muted'>;
  readonly [NAVIGATION]: Reads<'spaces' | 'collectionNames'>;
  readonly conflicts: Reads<'conflicts'>;
  /** The same as `JournalSync` will tell of the journal, for as long as that has not read it. */
  readonly sync: (unread: JournalSyncState) => Promise<Pick<AppView, 'sync'>>;
}

/** What the view is read from. */
export type ReadableJournal = Pick<Journal, 'collection' | 'collectionId' | 'dirty' | 'isSyncOn' | 'losers' | 'watch'>;

export function viewReader(journal: ReadableJournal): ViewReader {
  const names = new BlindNames(journal);
  const list = (collection: string) => journal.collection(collection).list();
  return {
    [PROFILE]: async () => ({ profile: parseProfile(await list(PROFILE)) }),
    [PREFERENCES]: async () => {
      const values = await list(PREFERENCES);
      return { preferences: parsePreferences(values), muted: parseMuted(values) };
    },
    [NAVIGATION]: async () => {
      const spaces = parseSpaces(await list(NAVIGATION));
      const ofSpaces = spaces.map(({ id }) => spaceCollection(id));
      return {
        spaces,
        collectionNames: await names.with([PROFILE, PREFERENCES, NAVIGATION, BOOKMARKS, DEVICES, ...ofSpaces]),
      };
    },
    conflicts: async () => ({
      conflicts: (await untilLoaded(() => journal.losers())).filter((loser) => !isUndecidable(loser)),
    }),
    sync: async (unread) => {
      const read = () => Promise.all([journal.isSyncOn(), journal.dirty(), journal.losers()]);
      const [isOn, dirty, losers] = await untilLoaded(read);
      const names = new Set(dirty.map(({ name }) => name));
      return { sync: { ...unread, isOn, dirty: names, losers: losers.length } };
    },
  };
}
