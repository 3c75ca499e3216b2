/** A clock that stands still until the test moves it, and the deadlines that it ends. */
export class TestClock {
  #now: number;
  #deadlines: { readonly at: number; readonly controller: AbortController }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  readonly deadline = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    this.#deadlines.push({ at: this.#now + milliseconds, controller });
    return controller.signal;
  };

  advance(milliseconds: number): void {
    this.set(this.#now + milliseconds);
  }

  set(now: number): void {
    this.#now = now;
    const due = this.#deadlines.filter(({ at }) => at <= now);
    this.#deadlines = this.#deadlines.filter(({ at }) => at > now);
    for (const { controller } of due) controller.abort(new DOMException('Time is up.', 'TimeoutError'));
  }
}
