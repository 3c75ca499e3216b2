/** An account's cursor for one who may be slower than its changes: only the newest is kept for him. */
export class NewestCursor {
  #newest = 0;
  #told: number | undefined;

  /** `told` is the cursor that he knows already, if any. */
  constructor(told: number | undefined) {
    this.#told = told;
  }

  hear(cursor: number): void {
    this.#newest = Math.max(this.#newest, cursor);
  }

  /** What is to be told, if anything is. It counts as told from now on. */
  take(): number | undefined {
    if (this.#newest === this.#told) return undefined;
    this.#told = this.#newest;
    return this.#newest;
  }
}
