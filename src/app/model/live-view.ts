import type { JournalSync } from 'backhaul';
import { NAVIGATION, PREFERENCES, PROFILE } from '../settings/names.ts';
import { type Preferences, type Profile, parsePreferences, parseProfile } from '../settings/profile.ts';
import { inOrder } from '../settings/space-summary.ts';
import type { AppView } from './app-view.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type ReadableJournal, viewReader } from './view-reader.ts';

/** What the screens show, read again whenever this tab, another one or the worker changed it. */
export interface LiveView {
  readonly current: () => AppView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly show: (change: Partial<AppView>) => void;
  /** Shows values before they are kept: what a person has just saved is what they see. */
  readonly showWhile: (edit: Edit, saving: Promise<unknown>) => void;
  readonly readConflicts: () => Promise<void>;
  readonly readAll: () => Promise<void>;
}

type Edit =
  | { readonly of: typeof PROFILE; readonly values: Partial<Profile> }
  | { readonly of: typeof PREFERENCES; readonly values: Partial<Preferences> }
  /** The new orders of spaces, by their ids. */
  | { readonly of: typeof NAVIGATION; readonly orders: ReadonlyMap<string, number> };

type ReadableSync = Pick<JournalSync, 'state' | 'subscribe'>;

export async function openLiveView(journal: ReadableJournal, sync: ReadableSync): Promise<LiveView> {
  const reader = viewReader(journal);
  const listeners = new Set<() => void>();
  const edits = new Set<Edit>();
  let stored = emptyView(sync);
  let current = stored;

  const tell = () => {
    current = [...edits].reduce(withEdit, stored);
    for (const listener of listeners) listener();
  };
  const show = (change: Partial<AppView>) => {
    stored = { ...stored, ...change };
    tell();
  };
  const again = {
    [PROFILE]: oneAtATime(async () => show(await reader[PROFILE]())),
    [PREFERENCES]: oneAtATime(async () => show(await reader[PREFERENCES]())),
    [NAVIGATION]: oneAtATime(async () => show(await reader[NAVIGATION]())),
  };
  const readConflicts = oneAtATime(async () => show(await reader.conflicts()));
  for (const collection of [PROFILE, PREFERENCES, NAVIGATION] as const) {
    journal.collection(collection).watch(() => void again[collection]().catch(reportError));
  }
  const unread = sync.state();
  const readSync = oneAtATime(async () => {
    const read = await reader.sync(unread);
    if (sync.state() === unread) show(read);
  });
  journal.watch(() => {
    if (sync.state() === unread) readSync().catch(reportError);
    if (stored.conflicts.length > 0) readConflicts().catch(reportError);
  });
  sync.subscribe(() => {
    show({ sync: sync.state() });
    if (stored.sync.losers !== stored.conflicts.length) readConflicts().catch(reportError);
  });
  const readAll = async () => {
    await Promise.all([again[PROFILE](), again[PREFERENCES](), again[NAVIGATION](), readConflicts()]);
  };
  await Promise.all([readAll(), readSync()]);

  return {
    current: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show,
    showWhile: (edit, saving) => {
      edits.add(edit);
      tell();
      const end = async () => {
        await again[edit.of]().catch(reportError);
        edits.delete(edit); // Also takes back what could not be kept.
        tell();
      };
      saving.then(end, end);
    },
    readConflicts,
    readAll,
  };
}

function emptyView(sync: ReadableSync): AppView {
  return {
    profile: parseProfile(new Map()),
    preferences: parsePreferences(new Map()),
    muted: new Set(),
    spaces: [],
    joined: { listedAt: undefined, roles: new Map(), unread: new Set() },
    sync: sync.state(),
    conflicts: [],
    collectionNames: new Map(),
    fieldsOfTasks: new Map(),
    isReading: false,
    isSaving: false,
  };
}

function withEdit(view: AppView, edit: Edit): AppView {
  switch (edit.of) {
    case NAVIGATION:
      return { ...view, spaces: inOrder(view.spaces, (id) => edit.orders.get(id)) };
    case PROFILE:
    case PREFERENCES:
      return { ...view, [edit.of]: { ...view[edit.of], ...edit.values } };
  }
}
