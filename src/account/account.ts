import type { AccountId, DeviceId } from '../protocol/index.ts';

/** An account as this device holds it: everything that can be done with its secret, and nothing that gives it away. */
export interface Account {
  /** For life: the first 16 bytes of the SHA-256 of its first account key's public half, in base64url. */
  readonly id: AccountId;
  /** Seals and opens values. */
  readonly sealing: SealingKeys;
  /** HMAC-SHA-256, for life: makes blind ids of names. */
  readonly blinding: CryptoKey;
  /** Ed25519, derived from the newest secret: registers and revokes devices, changes keys, and does nothing else. */
  readonly accountKey: SigningKey;
  readonly device: Device;
  /** Keys that are to take the place of these: the server was asked, or is about to be, and the answer is not known here. */
  readonly pending?: PendingRotation | undefined;
  /** How its keys came to be those of now, oldest first: for a server that was restored from before. */
  readonly steps?: readonly RotationStep[] | undefined;
}

/** What of an account is the same on all of its devices. */
export type AccountKeys = Omit<Account, 'device' | 'pending'>;

/** The keys of the next epoch, as they are kept before the server is asked for them. */
export interface PendingRotation {
  readonly epoch: number;
  readonly sealingKey: CryptoKey;
  readonly accountKey: SigningKey;
  /** The secrets of all epochs before it, sealed under its own, in base64url. */
  readonly keyring: string;
  /** The devices that stay: every other one is shut out with the same stroke. */
  readonly keep: readonly DeviceId[];
}

/** A change of keys that became true. */
export interface RotationStep extends Omit<PendingRotation, 'sealingKey' | 'keep'> {
  /** The account's key of the epoch before. */
  readonly by: SigningKey;
  /** Devices that stayed; only the device that has made the step knows. */
  readonly keep?: readonly DeviceId[] | undefined;
}

/** AES-256-GCM keys by their epoch. What is sealed is sealed under `epoch`, the newest. */
export interface SealingKeys {
  readonly epoch: number;
  readonly keys: ReadonlyMap<number, CryptoKey>;
  /** Keys of epochs that a restored server has never heard of, and for which the account has others now. They only open. */
  readonly replaced?: ReadonlyMap<number, CryptoKey> | undefined;
}

/** An Ed25519 key. The private half cannot be exported; the public one is 32 bytes. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** This device, with a random key that never leaves it. */
export interface Device {
  /** 16 lower-case hex digits, the first 8 bytes of its public key's SHA-256: the last part of its clocks. */
  readonly id: DeviceId;
  readonly key: SigningKey;
}
