const MINUTE = 60_000;

/** Names that are known for the minute at most; to whoever comes beyond them all have come. */
const MOST_NAMES = 1_000;

/** Tells the first time in a minute from all others, for each name. */
export class OnceAMinute {
  readonly #names = new Set<string>();
  #until = 0;

  isFirst(name: string): boolean {
    const now = performance.now();
    if (now >= this.#until) {
      this.#names.clear();
      this.#until = now + MINUTE;
    }
    if (this.#names.has(name) || this.#names.size >= MOST_NAMES) return false;
    this.#names.add(name);
    return true;
  }
}
