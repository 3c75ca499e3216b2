/** Counts, for each origin, attempts in a row that got no answer. Lives as long as a pass. */
export class Silences {
  readonly #limit: number;
  readonly #counts = new Map<string, number>();
  /** Origins that were silent before: one more silence is enough. */
  #suspects = new Set<string>();
  /** Those among them that get a new chance, since the network is back. */
  #forgiven = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  suspect(origins: Iterable<string>): void {
    this.#suspects = new Set(origins);
  }

  /** Every origin may be silent as often again as at first. */
  forgive(): void {
    this.#forgiven = new Set(this.#suspects);
    this.#counts.clear();
  }

  isForgiven(origin: string): boolean {
    return this.#forgiven.has(origin);
  }

  isOver(origin: string): boolean {
    const isSuspect = this.#suspects.has(origin) && !this.isForgiven(origin);
    return (this.#counts.get(origin) ?? 0) >= (isSuspect ? 1 : this.#limit);
  }

  /** Says whether this silence is the one that decides. */
  add(origin: string): boolean {
    const wasOver = this.isOver(origin);
    this.#counts.set(origin, (this.#counts.get(origin) ?? 0) + 1);
    if (wasOver || !this.isOver(origin)) return false;
    this.#suspects.add(origin); // An attempt that is still on its way may be answered.
    this.#forgiven.delete(origin);
    return true;
  }

  /** Says whether the origin had been silent before. */
  clear(origin: string): boolean {
    this.#counts.delete(origin);
    return this.#suspects.delete(origin);
  }
}
