import { type Loader, SharedLoad, type Waiting } from './shared-load.ts';

/** What there is. Times in milliseconds since 1970. */
export type CachedState<Value> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'fresh' | 'stale'; readonly value: Value; readonly loadedAt: number };

export interface CacheOptions {
  /** Milliseconds from the beginning of a load until its value is stale: it is still given then, and loaded anew. */
  readonly staleAfter: number;
  /** Milliseconds since 1970: the device's clock unless told. A value from the future is stale. */
  readonly now?: () => number;
}

/** One value, loaded when somebody first asks for it, one load at a time. */
export interface Cached<Value> {
  /**
   * The value. A stale one, too, is given at once; then it is loaded anew, and those who watch are told. Where there is none,
   * all who ask wait for one load. What the loader throws is thrown to those who wait for it, and not kept. A load that nobody
   * waits for any more is aborted.
   */
  readonly get: (waiting?: Waiting) => Promise<Value>;
  /** The value of a load that begins from now on, whatever there is. */
  readonly refresh: (waiting?: Waiting) => Promise<Value>;
  /** What there is; nothing is loaded. */
  readonly peek: () => CachedState<Value>;
  /** It changed: what there is, and what is being loaded, is stale from now on. */
  readonly invalidate: () => void;
  /** Calls `listener` with every value that is loaded; gives the way to stop. */
  readonly watch: (listener: (value: Value) => void) => () => void;
}

/** Keeps what `load` gives for as long as the page lives, and knows when it is stale. */
export function cached<Value>(load: Loader<Value>, options: CacheOptions): Cached<Value> {
  const cache = new Cache(load, options);
  return {
    get: (waiting) => cache.get(waiting),
    refresh: (waiting) => cache.refresh(waiting),
    peek: () => cache.peek(),
    invalidate: () => cache.invalidate(),
    watch: (listener) => cache.watch(listener),
  };
}

interface Kept<Value> {
  readonly value: Value;
  readonly loadedAt: number;
  /** Of the load that gave it. */
  readonly number: number;
}

interface Numbered<Value> {
  readonly number: number;
  readonly load: SharedLoad<Value>;
}

class Cache<Value> {
  readonly #load: Loader<Value>;
  readonly #staleAfter: number;
  readonly #now: () => number;
  readonly #listeners = new Set<(value: Value) => void>();
  #kept: Kept<Value> | undefined;
  #current: Numbered<Value> | undefined;
  /** How many loads have begun. */
  #begun = 0;
  /** The first load whose value is not stale by what was said. */
  #firstValid = 1;

  constructor(load: Loader<Value>, { staleAfter, now = () => Date.now() }: CacheOptions) {
    this.#load = load;
    this.#staleAfter = staleAfter;
    this.#now = now;
  }

  peek(): CachedState<Value> {
    if (this.#kept === undefined) return { kind: 'empty' };
    const { value, loadedAt, number } = this.#kept;
    const age = this.#now() - loadedAt;
    const isFresh = number >= this.#firstValid && age >= 0 && age < this.#staleAfter;
    return { kind: isFresh ? 'fresh' : 'stale', value, loadedAt };
  }

  async get(waiting: Waiting = {}): Promise<Value> {
    waiting.signal?.throwIfAborted();
    const state = this.peek();
    if (state.kind === 'empty') return await this.#loaded(this.#firstValid, waiting);
    if (state.kind === 'stale') this.#loaded(this.#firstValid, {}).catch(() => undefined);
    return state.value;
  }

  async refresh(waiting: Waiting = {}): Promise<Value> {
    waiting.signal?.throwIfAborted();
    return await this.#loaded(this.#begun + 1, waiting);
  }

  invalidate(): void {
    this.#firstValid = this.#begun + 1;
  }

  watch(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What a load gives that is this one or a later one. One before it has to end first. */
  async #loaded(first: number, waiting: Waiting): Promise<Value> {
    for (;;) {
      const { number, load } = this.#underWay() ?? this.#begin();
      const loading = load.wait(waiting);
      if (number >= first) return await loading;
      await loading.catch(() => undefined);
      waiting.signal?.throwIfAborted();
    }
  }

  #underWay(): Numbered<Value> | undefined {
    return this.#current?.load.isAborted ? undefined : this.#current;
  }

  #begin(): Numbered<Value> {
    const loadedAt = this.#now();
    const load = new SharedLoad(this.#load);
    this.#begun += 1;
    const begun = { number: this.#begun, load };
    this.#current = begun;
    load.result.then(
      (value) => this.#end(begun, { value, loadedAt, number: begun.number }),
      () => this.#end(begun, undefined),
    );
    return begun;
  }

  #end(load: Numbered<Value>, kept: Kept<Value> | undefined): void {
    if (this.#current === load) this.#current = undefined;
    if (kept === undefined || load.load.isAborted) return;
    this.#kept = kept;
    for (const listener of this.#listeners) listener(kept.value);
  }
}
