import { type Line, type LineOptions, openLine } from './postgres-line.ts';

export interface ChannelOptions extends LineOptions {
  /** Called when a lost connection is replaced: what was told meanwhile was not heard. */
  readonly onReopened: () => void;
  /** The first and the longest wait before a connection is tried again, in milliseconds; each is twice the one before. */
  readonly backoff: { readonly first: number; readonly longest: number };
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Hears and tells on one channel of the database, over one connection after the other. */
export class PostgresChannel {
  readonly #options: ChannelOptions;
  readonly #closing = new AbortController();
  #line: Line | undefined;
  #kept: Promise<void> = Promise.resolve();

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  /** To be called once. @throws what the driver says when there is no connection to be had. */
  async open(): Promise<void> {
    const line = await openLine(this.#options);
    this.#line = line;
    this.#kept = this.#keep(line);
  }

  get isOpen(): boolean {
    return this.#line !== undefined;
  }

  /** Rejects when there is no connection just now, or the database did not take it. */
  async send(messages: readonly string[]): Promise<void> {
    if (this.#line === undefined) throw new Error('There is no connection to tell anything over.');
    await this.#line.send(messages);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#line?.close();
    await this.#kept;
  }

  async #keep(first: Line): Promise<void> {
    for (let line: Line | undefined = first; line !== undefined; line = await this.#reopen()) {
      if (line !== first) this.#options.onReopened();
      await line.lost;
      this.#line = undefined;
    }
  }

  async #reopen(): Promise<Line | undefined> {
    const { backoff, random } = this.#options;
    for (let longest = backoff.first; !this.#closing.signal.aborted; longest = Math.min(longest * 2, backoff.longest)) {
      await wait(longest * (0.5 + random() / 2), this.#closing.signal);
      const line = await this.#tryToOpen();
      if (line !== undefined) return line;
    }
    return undefined;
  }

  /** Nothing when it fails, and when the channel was closed meanwhile. */
  async #tryToOpen(): Promise<Line | undefined> {
    if (this.#closing.signal.aborted) return undefined;
    const line = await openLine(this.#options).catch(() => undefined);
    if (!this.#closing.signal.aborted) this.#line = line;
    else await line?.close();
    return this.#line;
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
