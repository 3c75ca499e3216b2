/** Where a process is stopped: at its n-th point from now on, for good or until it is let go on. */
export interface Stop {
  readonly points: number;
  readonly by: 'crash' | 'linger';
}

export interface Watch {
  readonly crashed: (place: string) => void;
  /** It has done more than anything that ends can need. */
  readonly neverEnds: () => void;
}

const MOST_ACTS = 5_000;

/** A page or a worker. It can be stopped before and after everything that it does to the world. */
export class Process {
  readonly #watch: Watch;
  readonly #lingering: (() => void)[] = [];
  #state: 'running' | 'lingering' | 'crashed' = 'running';
  #stop: Stop | undefined;
  #acts = 0;

  constructor(watch: Watch, stop: Stop | undefined) {
    this.#watch = watch;
    this.#stop = stop;
  }

  get isAlive(): boolean {
    return this.#state !== 'crashed';
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  /** Everything that was held up goes on, in its order, until the next stop. */
  goOn(stop: Stop | undefined): void {
    if (!this.isAlive) return;
    this.#state = 'running';
    this.#stop = stop;
    for (const resume of this.#lingering.splice(0)) resume();
  }

  crash(place: string): void {
    if (!this.isAlive) return;
    this.#state = 'crashed';
    this.#lingering.length = 0;
    this.#watch.crashed(place);
  }

  /** Does something to the world. A process that has crashed does nothing more, and never learns what became of it. */
  async act<Result>(name: string, effect: () => Promise<Result>): Promise<Result> {
    this.#acts += 1;
    if (this.#acts === MOST_ACTS) this.#exhaust();
    await this.#point(`before ${name}`);
    try {
      return await effect();
    } finally {
      await this.#point(`after ${name}`);
    }
  }

  #exhaust(): void {
    this.#watch.neverEnds();
    this.crash('in a circle');
  }

  async #point(place: string): Promise<void> {
    if (this.#state === 'running') this.#count(place);
    while (this.#state !== 'running') await this.#leave();
  }

  #count(place: string): void {
    if (this.#stop === undefined) return;
    const points = this.#stop.points - 1;
    const { by } = this.#stop;
    this.#stop = { points, by };
    if (points > 0) return;
    if (by === 'crash') this.crash(place);
    else this.#state = 'lingering';
  }

  #leave(): Promise<void> {
    return new Promise((resume) => {
      if (this.isAlive) this.#lingering.push(resume);
    });
  }
}
