import type { JournalSyncState } from 'backhaul';
import type { Loser } from 'backhaul/journal';
import type { SpaceId } from 'backhaul/protocol';
import type { JoinedSpaces } from '../membership/membership.ts';
import type { Preferences, Profile } from '../settings/profile.ts';
import type { SpaceSummary } from '../settings/space-summary.ts';
import type { CollectionNames } from '../tasks/task-context.ts';

/** Everything that the screens show of the account on this device. The same object until something changed. */
export interface AppView {
  readonly profile: Profile;
  readonly preferences: Preferences;
  /** The spaces of which the person wants to hear nothing. */
  readonly muted: ReadonlySet<SpaceId>;
  /** In the order of the sidebar. */
  readonly spaces: readonly SpaceSummary[];
  /** What the server has told of them. */
  readonly joined: JoinedSpaces;
  readonly sync: JournalSyncState;
  /** Values of this device that lost against another device's, oldest first. */
  readonly conflicts: readonly Loser[];
  readonly collectionNames: CollectionNames;
  /** Which fields of the profile a task carries, by its id: known only of those that this page has enqueued. */
  readonly fieldsOfTasks: ReadonlyMap<string, readonly string[]>;
  /** This device has joined the account and has not read all of it yet. */
  readonly isReading: boolean;
  /** Something that was saved is not kept yet: no list has it. */
  readonly isSaving: boolean;
}
