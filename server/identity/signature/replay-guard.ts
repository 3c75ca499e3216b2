import type { Principal } from '../principal.ts';

/** Signatures that one guard keeps at most: some 20 MB. Beyond that the oldest are forgotten before their time. */
const KEPT_SIGNATURES = 200_000;

/** Knows the signatures that this process has taken, for as long as they are valid. */
export class ReplayGuard {
  /** When each expires, in seconds since 1970; the oldest first. */
  readonly #seen = new Map<string, number>();
  readonly #capacity: number;

  constructor(capacity = KEPT_SIGNATURES) {
    this.#capacity = capacity;
  }

  /** Whether the signature is new; it is not from then on. */
  take(signature: Uint8Array, expires: number, now: number): boolean {
    const name = Buffer.from(signature).toString('latin1');
    if (this.#seen.has(name)) return false;
    this.#seen.set(name, expires);
    this.#forget(now);
    return true;
  }

  #forget(now: number): void {
    for (const [name, expires] of this.#seen) {
      if (expires >= now && this.#seen.size <= this.#capacity) return;
      this.#seen.delete(name);
    }
  }
}

/**
 * One for the keys of devices, and one for those of accounts: anybody makes as many of these as he likes, and could have signatures of
 * devices forgotten.
 */
export class ReplayGuards {
  readonly #devices: ReplayGuard;
  readonly #accounts: ReplayGuard;

  constructor(capacity = KEPT_SIGNATURES) {
    this.#devices = new ReplayGuard(capacity);
    this.#accounts = new ReplayGuard(capacity);
  }

  of({ kind }: Principal): ReplayGuard {
    return kind === 'account-key' ? this.#accounts : this.#devices;
  }
}
