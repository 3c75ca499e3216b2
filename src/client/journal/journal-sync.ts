import type { PreparedRotation } from '../../account/index.ts';
import type { Change, EpochsState, Standing } from '../../journal/index.ts';
import type { ErrorCode } from '../../outbox/index.ts';
import type { DeviceId } from '../../protocol/index.ts';
import type { Receipt } from '../client.ts';

/** Ties a journal to an outbox: what is saved is sent, what others have saved is read. One in every page. */
export interface JournalSync {
  /** Stores the changes of one save, and then the requests that deliver them. Rejects when they could not be kept here. */
  readonly save: (changes: readonly Change[]) => Promise<Saved>;
  /** The same object until something changed. */
  readonly state: () => JournalSyncState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Removes a failed task of ours for good, and takes back what it carried. */
  readonly discard: (taskId: string) => Promise<void>;
  /** Ends a waiting task before it is sent, and takes back what it carried. @throws BackhaulError `task-already-sent` */
  readonly cancel: (taskId: string) => Promise<void>;
  /** Sends nothing from this device any more: what waits is purged and stays in the journal. Gives how many tasks waited. */
  readonly turnOff: () => Promise<number>;
  /** Sends again, everything that the server has not got. */
  readonly turnOn: () => Promise<void>;
  /** Turns it off, and has the server remove what it has of this account; the settlement's answer is its receipt. */
  readonly removeFromServer: () => Promise<Receipt>;
  /**
   * Has prepared keys (`prepareRotation`) take the place of the account's, and shuts out devices with the same stroke. What this
   * device holds is then sealed again and sent, in the background.
   * @throws AccountError `not-caught-up`, `rotation-refused`, `keys-replaced`: nothing has changed. What the network throws: it is
   * not known whether the server has heard of it; it is ended by itself once it can be reached.
   */
  readonly rotate: (prepared: PreparedRotation, options?: { readonly revoke?: readonly DeviceId[] }) => Promise<void>;
  /**
   * Takes the keys that another device has changed to, by the words or the link that it has shown; what waits is sent.
   * @throws AccountError `wrong-phrase`, `keys-replaced` for former words, `other-account-kept`, and what the network throws
   */
  readonly takeNewKeys: (phraseOrLink: string) => Promise<void>;
  /**
   * The person's word that the server's history is the true one, though this device has seen another: everything is sent and
   * read again. What the server has and this device has not, is kept.
   */
  readonly acceptHistory: () => Promise<void>;
  /** Reads what others have changed, by the worker where there is one. */
  readonly pull: () => Promise<void>;
  /** Asks the server something as this account, for what is no task. Who is signed out gets a 401. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly close: () => void;
}

/** What became of a save, all of which this device keeps. */
export type Saved =
  | { readonly kind: 'enqueued'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'nothing-changed' }
  /** Sync is off on this device, or it needs the words of changed keys (`keys`). */
  | { readonly kind: 'kept-here' }
  /** In the journal and not in the outbox: it is tried again when there may be room, and at the next opening. */
  | { readonly kind: 'held-back'; readonly reason: HoldReason };

export type HoldReason = ErrorCode | 'unknown';

export interface JournalSyncState {
  readonly isOn: boolean;
  /** Names of the collections that have something that the server has not acknowledged. */
  readonly dirty: ReadonlySet<string>;
  /** Which of them this page could not put into the outbox, and why. */
  readonly heldBack: ReadonlyMap<string, HoldReason>;
  /** How many values lost against another device's and wait for somebody to look at them. */
  readonly losers: number;
  /** How many entries cannot be opened. */
  readonly broken: number;
  /** The last pull that ended, in milliseconds since 1970; nothing before the first. */
  readonly pulledAt: number | undefined;
  /**
   * `changed`: another device has changed the account's keys, and this one needs the new words (`takeNewKeys`); until then what is
   * saved stays here. `changing`: this device was cut off while it changed them, and ends that once the server can be reached.
   */
  readonly keys: EpochsState['keys'];
  /** How far the sealing under changed keys has come; nothing when there is none to be done. */
  readonly resealing?: EpochsState['resealing'];
  /** Whether the server's history is believed: one that is doubted is read on and sent to, until the person has chosen. */
  readonly standing: Standing;
  /** When this device last read everything again since it had been away for too long, in milliseconds since 1970. */
  readonly returnedAt?: number | undefined;
}

/** One kind of task that carries deltas: `update-profile`, `save-user-config`, `sync-space-keys`. */
export interface DeltaTask {
  readonly type: string;
  /**
   * Which collections travel together, in one lane and one transaction: those for which it gives the same text. `undefined`
   * for a collection that another task carries.
   */
  readonly group: (collection: string) => string | undefined;
}
