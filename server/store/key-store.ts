import type { DeviceId } from '../../src/protocol/index.ts';

/** Times are in milliseconds since 1970. */
export interface NewDevice {
  readonly device: DeviceId;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly registeredAt: number;
}

/** The newest change that a device said it has, and when it said so last, in milliseconds since 1970. */
export interface DeviceSeen {
  readonly cursor: number;
  readonly at: number;
}

export interface StoredDevice extends NewDevice {
  /** Only of a device that has read. */
  readonly seen?: DeviceSeen;
  /** Only of a device that was revoked. It stays so, and is known for ever, so that it cannot come back. */
  readonly revokedAt?: number;
}

/** The devices of one account inside one transaction. */
export interface AccountDevices {
  find(device: DeviceId): Promise<StoredDevice | undefined>;
  /** The oldest first, those that were revoked among them. */
  list(): Promise<StoredDevice[]>;
  /** How many there are, those that were revoked among them. */
  count(): Promise<number>;
  put(device: NewDevice): Promise<void>;
  /** Notes what a device says that it has: it has no less later on. */
  see(device: DeviceId, seen: DeviceSeen): Promise<void>;
  /** Gives the account's devices a new generation, unless the device was revoked before, or is none. */
  revoke(device: DeviceId, at: number): Promise<void>;
}

/** The key that an account was given in the place of an earlier one. */
export interface StoredAccountKey {
  /** The one that began with it. */
  readonly epoch: number;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The secrets of former epochs, sealed: what it holds, only devices know. Empty once the key is replaced. */
  readonly keyring: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** The keys of one account inside one transaction. */
export interface AccountKeys {
  /** Nothing of an account that has its first key still. */
  findPresent(): Promise<StoredAccountKey | undefined>;
  /** Gives the account another key, and its epoch. Not done, and `false`, for a key that an account was given before. */
  replace(key: StoredAccountKey): Promise<boolean>;
}
