import type { QueryCacheNotifyEvent, QueryClient, QueryKey } from '@tanstack/query-core';
import type { Settlement } from '../client/index.ts';
import { LayeredQuery } from './layered-query.ts';
import type { TaskLayer } from './task-layer.ts';

/** Every query of one client that tasks are laid over. Watches the cache only as long as there is one. */
export class LayeredCache {
  readonly #queryClient: QueryClient;
  readonly #queries = new Map<string, LayeredQuery>();
  /** By task. */
  readonly #hashes = new Map<string, string>();
  #stop: (() => void) | undefined;

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient;
  }

  has(id: string): boolean {
    return this.#hashes.has(id);
  }

  lay(queryKey: QueryKey, layer: TaskLayer<unknown>): void {
    if (this.has(layer.id)) return;
    const { queryHash } = this.#queryClient.defaultQueryOptions({ queryKey });
    const query = this.#queries.get(queryHash) ?? new LayeredQuery(this.#queryClient, queryKey, queryHash);
    this.#queries.set(queryHash, query);
    this.#hashes.set(layer.id, queryHash);
    this.#stop ??= this.#queryClient.getQueryCache().subscribe((event) => this.#hear(event));
    query.lay(layer);
  }

  /** Does nothing for a task that is not laid over any query. */
  settle(id: string, settlement: Settlement): void {
    const hash = this.#hashes.get(id);
    const query = hash === undefined ? undefined : this.#queries.get(hash);
    if (hash === undefined || query === undefined) return;
    this.#hashes.delete(id);
    query.settle(id, settlement);
    if (query.isBare) this.#forget(hash);
  }

  #forget(hash: string): void {
    this.#queries.delete(hash);
    if (this.#queries.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #hear(event: QueryCacheNotifyEvent): void {
    this.#queries.get(event.query.queryHash)?.hear(event);
  }
}

/** Tasks of several kinds may change one query: they have to meet. It is gone with the client. */
const caches = new WeakMap<QueryClient, LayeredCache>();

export function layeredCacheOf(queryClient: QueryClient): LayeredCache {
  const cache = caches.get(queryClient) ?? new LayeredCache(queryClient);
  caches.set(queryClient, cache);
  return cache;
}
