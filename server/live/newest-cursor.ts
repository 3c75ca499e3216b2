/** `quiet`: nothing new within the time that was asked for. `ended`: nothing will come any more. */
export type LiveStep =
  | { readonly kind: 'cursor'; readonly cursor: number }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'ended' };

/** An account's cursor for one who may be slower than its changes: only the newest is kept for him. */
export class NewestCursor {
  #newest = 0;
  #told: number | undefined;
  #hasEnded = false;
  #wake: () => void = () => undefined;

  /** `told` is the cursor that he knows already, if any. */
  constructor(told: number | undefined) {
    this.#told = told;
  }

  hear(cursor: number): void {
    this.#newest = Math.max(this.#newest, cursor);
    this.#wake();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  /** What is to be told next; waits for it up to `within` milliseconds. One call at a time. */
  async next(within: number): Promise<LiveStep> {
    if (!this.#hasEnded && this.#newest === this.#told) await this.#woken(within);
    if (this.#hasEnded) return { kind: 'ended' };
    if (this.#newest === this.#told) return { kind: 'quiet' };
    this.#told = this.#newest;
    return { kind: 'cursor', cursor: this.#newest };
  }

  #woken(within: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, within);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
