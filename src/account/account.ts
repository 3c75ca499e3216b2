import type { AccountId, DeviceId } from '../protocol/index.ts';

/** An account as this device holds it: everything that can be done with its secret, and nothing that gives it away. */
export interface Account {
  /** Derived from the account key: the first 16 bytes of its public key's SHA-256, in base64url. */
  readonly id: AccountId;
  /** Seals and opens values. */
  readonly sealing: SealingKeys;
  /** HMAC-SHA-256: makes blind ids of names. */
  readonly blinding: CryptoKey;
  /** Ed25519, derived from the secret: registers and revokes devices, and does nothing else. */
  readonly accountKey: SigningKey;
  readonly device: Device;
}

/** AES-256-GCM keys by their epoch. What is sealed is sealed under `epoch`, the newest. */
export interface SealingKeys {
  readonly epoch: number;
  readonly keys: ReadonlyMap<number, CryptoKey>;
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
