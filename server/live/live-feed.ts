import { Bell } from './bell.ts';
import { NewestCursor } from './newest-cursor.ts';
import { type SpaceEvent, SpaceNews, type SpaceNewsOptions } from './space-news.ts';

export type LiveEvent = { readonly kind: 'cursor'; readonly cursor: number } | SpaceEvent;

/** `quiet`: nothing new within the time that was asked for. `ended`: nothing will come any more. */
export type LiveStep =
  | { readonly kind: 'events'; readonly events: readonly LiveEvent[] }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'ended' };

export interface LiveFeedOptions extends Omit<SpaceNewsOptions, 'ring'> {
  /** The account's cursor that the reader knows already, if any. */
  readonly told: number | undefined;
}

/** What is to be told to one reader of an account. However slow he is, what is kept for him does not grow with what happens. */
export class LiveFeed {
  readonly #bell = new Bell();
  readonly #cursor: NewestCursor;
  readonly #spaces: SpaceNews;
  #hasEnded = false;

  constructor({ told, ...options }: LiveFeedOptions) {
    this.#cursor = new NewestCursor(told);
    this.#spaces = new SpaceNews({ ...options, ring: () => this.#bell.ring() });
  }

  /** The account's own cursor. */
  hear(cursor: number): void {
    this.#cursor.hear(cursor);
    this.#bell.ring();
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#spaces.end();
    this.#bell.ring();
  }

  /** Waits for it up to `within` milliseconds. Ends when the store does not do its part. One call at a time. */
  async next(within: number): Promise<LiveStep> {
    for (;;) {
      const events = await this.#take();
      if (this.#hasEnded) return { kind: 'ended' };
      if (events.length > 0) return { kind: 'events', events };
      if (!(await this.#bell.heard(within))) return { kind: 'quiet' };
    }
  }

  async #take(): Promise<readonly LiveEvent[]> {
    if (this.#hasEnded) return [];
    const cursor = this.#cursor.take();
    const own: LiveEvent[] = cursor === undefined ? [] : [{ kind: 'cursor', cursor }];
    try {
      return [...own, ...(await this.#spaces.take())];
    } catch {
      // The reader comes again, and hears then what he has missed.
      this.end();
      return [];
    }
  }
}
