import type { Query, QueryCacheNotifyEvent, QueryClient, QueryKey } from '@tanstack/query-core';
import type { Settlement } from '../client/index.ts';
import { add, deliver, type Layered, rebase, remove, shown } from './layers.ts';
import { endingOf, type TaskLayer } from './task-layer.ts';

/** One query of the cache, as long as tasks that are not settled are laid over it. */
export class LayeredQuery {
  readonly #queryClient: QueryClient;
  readonly #queryKey: QueryKey;
  readonly #hash: string;
  readonly #layers = new Map<string, TaskLayer<unknown>>();
  #layered: Layered<unknown>;
  #owesFetch = false;
  #isOvertaken = false;
  #isDue = false;
  #shown: unknown;
  /** Everything that was ever shown: a cancelled fetch puts back what was there before it, and that is no base. */
  readonly #everShown = new WeakSet<object>();

  constructor(queryClient: QueryClient, queryKey: QueryKey, hash: string) {
    this.#queryClient = queryClient;
    this.#queryKey = queryKey;
    this.#hash = hash;
    this.#layered = { base: this.#query?.state.data, layers: [] };
  }

  get isBare(): boolean {
    return this.#layers.size === 0;
  }

  lay(layer: TaskLayer<unknown>): void {
    this.#layers.set(layer.id, layer);
    this.#layered = add(this.#layered, layer);
    this.#renewSoon();
  }

  /**
   * The last one has the query fetched, if the data are not known to be what the server has. A fetch under way, which may
   * bring what the server had before the task, is overtaken by another at once.
   */
  settle(id: string, settlement: Settlement): void {
    const layer = this.#layers.get(id);
    if (layer === undefined) return;
    const { effect, isExact } = endingOf(layer, settlement);
    this.#layers.delete(id);
    this.#layered = effect === undefined ? remove(this.#layered, id) : deliver(this.#layered, id, effect);
    this.#owesFetch ||= !isExact;
    this.#isOvertaken ||= effect !== undefined && this.#isFetching;
    if (this.isBare) this.#renew();
    else this.#renewSoon();
  }

  /** Takes in what others do to the query. One that was removed may come again, with other data or none. */
  hear(event: QueryCacheNotifyEvent): void {
    const { data } = event.query.state;
    if (event.type === 'added') this.#rebase(data);
    else if (event.type === 'updated') this.#hearUpdate(event.action, data);
  }

  #hearUpdate(action: UpdateAction, data: unknown): void {
    const isFetched = action.type === 'success' && action.manual !== true;
    if (isFetched) this.#rebase(data);
    else if (action.type === 'success' || action.type === 'setState') this.#hearWriting(data);
  }

  /** Ours are recognized by what they wrote. */
  #hearWriting(data: unknown): void {
    if (data === this.#shown) return;
    if (isObject(data) && this.#everShown.has(data)) this.#show();
    else this.#rebase(data);
  }

  /** At once: nobody must see the data without what is laid over them. */
  #rebase(data: unknown): void {
    this.#layered = rebase(this.#layered, data);
    this.#show();
  }

  #renew(): void {
    this.#show();
    if (this.#isOvertaken || (this.isBare && this.#owesFetch)) this.#refresh();
  }

  /** Once for all that one turn brings, which may be hundreds of tasks that one answer settles. */
  #renewSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (!this.isBare) this.#renew();
    });
  }

  /** Leaves all else as it is, the age of the data and an error included: nothing was heard from the server. */
  #show(): void {
    const query = this.#query;
    const data = shown(this.#layered);
    this.#shown = data;
    if (isObject(data)) this.#everShown.add(data);
    if (data !== undefined && query !== undefined && query.state.data !== data) query.setState({ data });
  }

  get #query(): Query | undefined {
    return this.#queryClient.getQueryCache().get(this.#hash);
  }

  get #isFetching(): boolean {
    return this.#query?.state.fetchStatus === 'fetching';
  }

  /** A fetch under way that is not begun again, as the first one of a query, is followed by another. */
  #refresh(): void {
    this.#owesFetch = false;
    this.#isOvertaken = false;
    const invalidate = () => this.#queryClient.invalidateQueries({ queryKey: this.#queryKey, exact: true });
    const underWay = this.#isFetching ? this.#query?.promise : undefined;
    underWay?.then(invalidate, () => undefined);
    void invalidate();
  }
}

type UpdateAction = Extract<QueryCacheNotifyEvent, { type: 'updated' }>['action'];

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}
