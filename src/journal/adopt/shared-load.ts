/** Loads a value; the signal says when nobody wants it any more. */
export type Loader<Value> = (signal: AbortSignal) => Promise<Value>;

export interface Waiting {
  /** Ends this one's waiting, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** One load for all who wait for it; aborted when the last one goes. */
export class SharedLoad<Value> {
  readonly #abort = new AbortController();
  readonly #result: Promise<Value>;
  #waiting = 0;

  constructor(load: Loader<Value>) {
    this.#result = (async () => load(this.#abort.signal))();
    this.#result.catch(() => undefined); // It may end when nobody waits.
  }

  get isAborted(): boolean {
    return this.#abort.signal.aborted;
  }

  /** How many wait for it now. */
  get waiting(): number {
    return this.#waiting;
  }

  /** For who does not count as waiting. */
  get result(): Promise<Value> {
    return this.#result;
  }

  async wait({ signal }: Waiting = {}): Promise<Value> {
    signal?.throwIfAborted();
    this.#waiting += 1;
    try {
      return await (signal === undefined ? this.#result : unlessAborted(this.#result, signal));
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && signal?.aborted) this.#abort.abort(signal.reason);
    }
  }
}

function unlessAborted<Value>(result: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
