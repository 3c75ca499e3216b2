import type { AccountId } from '../../src/protocol/index.ts';
import type { CursorListener } from './store.ts';

/** Carries the news of a commit to whoever watches the account: within a process, or between those that share a database. */
export interface Announcer {
  /** To be called after the commit. Never throws. */
  announce(account: AccountId, cursor: number): void;
  watch(account: AccountId, listener: CursorListener): () => void;
}

/** For a database that only this process writes to. */
export class LocalAnnouncer implements Announcer {
  readonly #listeners = new Map<AccountId, Set<CursorListener>>();

  announce(account: AccountId, cursor: number): void {
    for (const listener of this.#listeners.get(account) ?? []) listener(cursor);
  }

  watch(account: AccountId, listener: CursorListener): () => void {
    const own: CursorListener = (cursor) => listener(cursor);
    const listeners = this.#listeners.get(account) ?? new Set();
    this.#listeners.set(account, listeners.add(own));
    return () => this.#leave(account, own);
  }

  #leave(account: AccountId, listener: CursorListener): void {
    const listeners = this.#listeners.get(account);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(account);
  }
}
