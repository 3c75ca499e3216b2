import type { CursorListener } from './store.ts';
import type { News, Topic } from './topics.ts';

/** Carries the news of a commit to whoever watches the topic: within a process, or between those that share a database. */
export interface Announcer {
  /** To be called after the commit. Never throws. */
  announce(news: News): void;
  watch(topic: Topic, listener: CursorListener): () => void;
}

/** For a database that only this process writes to. */
export class LocalAnnouncer implements Announcer {
  readonly #listeners = new Map<Topic, Set<CursorListener>>();

  announce({ topic, cursor }: News): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(cursor);
  }

  watch(topic: Topic, listener: CursorListener): () => void {
    const own: CursorListener = (cursor) => listener(cursor);
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(own));
    return () => this.#leave(topic, own);
  }

  #leave(topic: Topic, listener: CursorListener): void {
    const listeners = this.#listeners.get(topic);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(topic);
  }
}
