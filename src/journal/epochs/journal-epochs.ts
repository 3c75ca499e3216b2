import type { PreparedRotation, Server } from '../../account/index.ts';
import type { DeviceId } from '../../protocol/index.ts';

/** The keys that a journal seals under, how they change, and what is sealed again after that. */
export interface JournalEpochs {
  readonly state: () => Promise<EpochsState>;
  /**
   * Has prepared keys take the place of the account's, once everything that the server has is read here. Every tab and the worker
   * seal under them from then on.
   * @throws AccountError `not-caught-up`, `rotation-refused`, `keys-replaced`: nothing has changed. What `fetch` throws: it is not
   * known whether the server has heard of it, and `resume` ends it.
   */
  readonly rotate: (prepared: PreparedRotation, options: RotationOptions) => Promise<void>;
  /** Ends a rotation of this device that was cut off; gives whether there was one. @throws the same */
  readonly resume: (options: RotationOptions) => Promise<boolean>;
  /**
   * Takes the keys that another device has changed to, by the words that it was shown.
   * @throws AccountError `wrong-phrase`, `keys-replaced` for former words, `other-account-kept`, `account-not-told`, `keyring-broken`
   */
  readonly take: (phraseOrLink: string, server: Server) => Promise<void>;
  /**
   * Whether the server knows the keys of this device: one that was restored from before they were changed is brought to them again.
   * Does nothing while there is no doubt. @throws what `rotate` throws: it can be tried again
   */
  readonly check: (options: RotationOptions) => Promise<void>;
  /** The server seals under keys of this epoch, as far as it says. */
  readonly hear: (epoch: number) => Promise<void>;
  /** The server has refused what was sealed under keys of this epoch. Gives whether this device has newer ones. */
  readonly superseded: (epoch: number) => Promise<boolean>;
  /** Looks whether another tab has taken newer keys. */
  readonly refresh: () => Promise<void>;
  /** Seals some of what is still under keys of the past once more, for the outbox to send. Nothing when there is none, or not yet. */
  readonly reseal: () => Promise<Resealed | undefined>;
}

export interface RotationOptions extends Server {
  /** Reads from the server as the device. */
  readonly read: (request: Request) => Promise<Response>;
  /** Devices that are shut out with the same stroke, as are those that came after the list of devices was read. */
  readonly revoke?: readonly DeviceId[];
}

export interface EpochsState {
  /**
   * `changed`: another device has changed the account's keys, and this one needs the new words; until then it sends nothing, and
   * reads nothing new. `changing`: this device was about to change them and was cut off, or the server was set back and is to be
   * asked which it knows.
   */
  readonly keys: 'present' | 'changed' | 'changing';
  /** Whether the server would take what is sealed under the keys of this device, as far as is known. */
  readonly sends: boolean;
  /** How many entries have been looked at, of all, since the keys were changed; nothing when all are sealed under the new ones. */
  readonly resealing: Progress | undefined;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface Resealed {
  /** Names of the collections that have something to be sent now. */
  readonly collections: readonly string[];
}
