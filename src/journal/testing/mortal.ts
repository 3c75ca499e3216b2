/** What is thrown where it dies. */
export const DIED = new Error('The device died.');

/** A life that ends right after a step, when it is told which; counts its steps. */
export class Life {
  steps = 0;
  readonly #last: number | undefined;

  constructor(last?: number) {
    this.#last = last;
  }

  /** Does one thing that takes its time. */
  async step<Result>(work: () => Promise<Result> | Result): Promise<Result> {
    const isLast = this.#last === this.steps;
    this.steps += 1;
    const result = await work();
    if (isLast) throw DIED;
    return result;
  }
}
