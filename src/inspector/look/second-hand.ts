/** Ticks once a second, only while somebody looks at the time. */
export class SecondHand {
  readonly #tick: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(tick: () => void) {
    this.#tick = tick;
  }

  run(isNeeded: boolean): void {
    if (!isNeeded) this.stop();
    else this.#timer ??= setInterval(this.#tick, 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
