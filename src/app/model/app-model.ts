import type { Client } from 'backhaul';
import type { Identity } from '../settings/identity.ts';
import type { Preferences, Profile } from '../settings/profile.ts';
import type { SpaceSummary } from '../settings/space-summary.ts';
import type { Enqueued, HeldBack } from './enqueued.ts';

/** Everything that the screens show of the account on this device. The same object until something changed. */
export interface AppView {
  readonly profile: Profile;
  readonly preferences: Preferences;
  /** In the order of the sidebar. */
  readonly spaces: readonly SpaceSummary[];
  /** `profile`, `preferences`, `space:<id>`: what has changes that the server has not acknowledged. */
  readonly local: ReadonlySet<string>;
  /** Which of them this page could not put into the outbox. */
  readonly heldBack: HeldBack;
}

/** The account, opened. */
export interface AppModel {
  readonly identity: Identity;
  readonly client: Client;
  readonly view: () => AppView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Shows the new values at once, keeps them, and enqueues the delta. Rejects when they could not be kept. */
  readonly saveProfile: (changes: Partial<Profile>) => Promise<Enqueued>;
  readonly savePreferences: (changes: Partial<Preferences>) => Promise<Enqueued>;
  /** Removes a failed task; its entries go back to what the server has. */
  readonly discard: (taskId: string) => Promise<void>;
  /** Waits for every save that is being kept, then lets the new version take over, which reloads the page. */
  readonly applyUpdate: () => Promise<void>;
}

/** What the app finds on this device when it starts. */
export type Opening =
  | {
      readonly kind: 'first-run';
      readonly startEmpty: () => Promise<AppModel>;
      /** Calls `onProgress` with how many of its spaces are made, and of how many. */
      readonly loadSample: (onProgress: (done: number, of: number) => void) => Promise<AppModel>;
    }
  | { readonly kind: 'ready'; readonly model: AppModel };
