interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

const START = 1_700_000_000_000;

/** Virtual time: it passes only when it is told to. The wall may jump; what was promised in milliseconds does not. */
export class Clock {
  #elapsed = 0;
  #skew = 0;
  #alarms: Alarm[] = [];

  /** What a wall clock shows, in milliseconds since 1970. */
  readonly now = (): number => START + this.#elapsed + this.#skew;

  jump(milliseconds: number): void {
    this.#skew += milliseconds;
  }

  after(milliseconds: number): Promise<void> {
    return new Promise((ring) => this.#set(milliseconds, ring));
  }

  readonly deadline = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    this.#set(milliseconds, () => controller.abort());
    return controller.signal;
  };

  pass(milliseconds: number): void {
    this.#passUntil(this.#elapsed + milliseconds);
  }

  /** Lets time pass until something happens; says whether anything was to. */
  passToNextAlarm(): boolean {
    if (this.#alarms.length === 0) return false;
    this.#passUntil(Math.min(...this.#alarms.map(({ at }) => at)));
    return true;
  }

  #set(milliseconds: number, ring: () => void): void {
    this.#alarms.push({ at: this.#elapsed + milliseconds, ring });
  }

  #passUntil(time: number): void {
    this.#elapsed = time;
    const due = this.#alarms.filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
    this.#alarms = this.#alarms.filter(({ at }) => at > time);
    for (const { ring } of due) ring();
  }
}
