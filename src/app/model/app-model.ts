import type { Client, Saved } from 'backhaul';
import type { Loser } from 'backhaul/journal';
import type { AccountId, SpaceId } from 'backhaul/protocol';
import type { Devices } from '../devices/open-devices.ts';
import type { Keys } from '../keys/keys.ts';
import type { Preferences, Profile } from '../settings/profile.ts';
import type { Standing } from './account-standing.ts';
import type { AppView } from './app-view.ts';
import type { Conversations } from './conversations.ts';

/** The account, opened. */
export interface AppModel {
  /** Names this device: 16 hex digits. */
  readonly device: string;
  readonly account: AccountId;
  readonly client: Client;
  readonly view: () => AppView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Shows the new values at once, keeps them, and enqueues the delta. Rejects when they could not be kept. */
  readonly saveProfile: (changes: Partial<Profile>) => Promise<Saved>;
  readonly savePreferences: (changes: Partial<Preferences>) => Promise<Saved>;
  readonly setMuted: (space: SpaceId, isMuted: boolean) => Promise<Saved>;
  /** Makes a new key the space's current one. The old ones stay: they open what was sealed with them. */
  readonly rotateKey: (space: SpaceId) => Promise<Saved>;
  /** Moves a space in the sidebar to before another one, or to the end. */
  readonly moveSpace: (space: SpaceId, before: SpaceId | undefined) => Promise<Saved>;
  /** The spaces as their members have them: messages, joining, leaving. The same object each time. */
  readonly conversations: () => Promise<Conversations>;
  /** The account's devices, this one among them. */
  readonly devices: Devices;
  readonly keys: Keys;
  /** Takes the server's history for the true one, and sends it everything that this device has. */
  readonly acceptHistory: () => Promise<void>;
  /** Removes a failed task, and takes back what it was for. */
  readonly discard: (taskId: string) => Promise<void>;
  /** Ends a waiting task before it is sent, and takes back what it was for. @throws BackhaulError `task-already-sent` */
  readonly cancel: (taskId: string) => Promise<void>;
  readonly turnSyncOff: () => Promise<void>;
  readonly turnSyncOn: () => Promise<void>;
  /** Turns sync off, and enqueues that the server removes what it has. Rejects when that could not be kept. */
  readonly removeFromServer: () => Promise<void>;
  readonly keepMine: (conflict: Loser) => Promise<void>;
  readonly keepTheirs: (conflict: Loser) => Promise<void>;
  /** Shows what there is of the account although not all of it has been read. */
  readonly stopWaiting: () => void;
  /** Waits for every save that is being kept, then lets the new version take over, which reloads the page. */
  readonly applyUpdate: () => Promise<void>;
  /** Resolves once this tab has let go of the account, which leaves this device: nothing of this model works any more. */
  readonly left: Promise<void>;
}

/** What the app finds on this device when it starts. */
export type Opening =
  | { readonly kind: 'first-run'; readonly firstRun: FirstRun }
  | {
      readonly kind: 'ready';
      readonly model: AppModel;
      /** The page was opened with a link to join an account, which this device cannot: it has one. */
      readonly isLinkIgnored: boolean;
    };

/** The ways to begin on a device that has no account. */
export interface FirstRun {
  /** The link to join an account that the page was opened with. */
  readonly joinLink: string | undefined;
  readonly startEmpty: () => Promise<NewAccount>;
  /** Calls `onProgress` with how many of its spaces are made, and of how many. */
  readonly loadSample: (onProgress: (done: number, of: number) => void) => Promise<NewAccount>;
  /** The account of a phrase, or of a link to join it. @throws AccountError `wrong-phrase` */
  readonly find: (phraseOrLink: string) => Promise<Found>;
}

/** An account that could be joined: every phrase that is right is one's, also where nobody has ever used it. */
export interface Found {
  readonly standing: Standing;
  readonly join: () => Promise<AppModel>;
}

/** An account that was just made. Its phrase is given this once. */
export interface NewAccount {
  readonly phrase: string;
  /** Opens this app on another device, which then joins. */
  readonly link: string;
  /** Keeps it on this device, which forgets it otherwise, and opens it. @throws AccountError `other-account-kept` */
  readonly open: () => Promise<AppModel>;
}
