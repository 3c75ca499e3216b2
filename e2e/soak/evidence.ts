/** One write to the server's table of entries, in the order of the commits; `value` is nothing for a tombstone. */
export interface Write {
  readonly entry: string;
  readonly clock: string;
  readonly value: string | null;
}

/** One effect that the server recorded under an idempotency key, with the writes that it made, if it made any. */
export interface Effect {
  readonly key: string;
  readonly writes: readonly Write[];
}

/** All that the verdict rests on. */
export interface Evidence {
  /** From the log that triggers keep in the server's own database. */
  readonly effects: readonly Effect[];
  /** The server's entries as they are in the end. */
  readonly entries: readonly Write[];
  /** Whose the server's entries, records and devices are. */
  readonly accounts: readonly string[];
  /** Whose they should be, as the pages say. */
  readonly account: string;
  /** The clocks that came with each key, as the gateway saw them pass. */
  readonly clocksOfKey: ReadonlyMap<string, string>;
  /** How many answers of each key told of a new effect: 2xx, and not replayed from the server's record. */
  readonly newEffectsOfKey: ReadonlyMap<string, number>;
}
