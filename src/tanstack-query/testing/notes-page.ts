import { type Query, QueryClient, QueryObserver } from '@tanstack/query-core';
import type { Settlement } from '../../client/index.ts';
import { LayeredCache } from '../layered-cache.ts';
import type { TaskLayer } from '../task-layer.ts';

export type Notes = readonly string[];

export const queryKey = ['notes'];
export const delivered: Settlement = { kind: 'delivered', answer: { status: 200, body: '' } };
export const refused: Settlement = { kind: 'failed', error: { code: 'refused', message: 'No.' } };

export const withNote = (notes: Notes, note: string): Notes => (notes.includes(note) ? notes : [...notes, note]);

/** A task that adds a note, called as the task. */
export const adds = (id: string, update: Partial<TaskLayer<Notes>> = {}): TaskLayer<Notes> => ({
  id,
  lay: (notes) => withNote(notes, id),
  ...update,
});

/** Lets promises that have nothing to wait for go on. */
const rest = () => new Promise((resolve) => setTimeout(resolve));

/** A server whose answers are under way until the test lets them arrive. */
class NotesServer {
  notes: Notes = [];
  fetches = 0;
  readonly #answers: (() => void)[] = [];

  readonly queryFn = (): Promise<Notes> => {
    this.fetches += 1;
    const { notes } = this; // As they are when the request reaches it.
    return new Promise((resolve) => this.#answers.push(() => resolve([...notes])));
  };

  async arrive(): Promise<void> {
    this.#answers.shift()?.();
    await rest();
  }

  async arriveAll(): Promise<void> {
    await rest();
    while (this.#answers.length > 0) await this.arrive();
  }
}

/** A page with a cache of notes, and the server that they come from. */
export class NotesPage {
  readonly queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } },
  });
  readonly cache = new LayeredCache(this.queryClient);
  readonly server = new NotesServer();

  /** A part of the page that shows them; gives the way to close it. */
  observe(): () => void {
    const { queryFn } = this.server;
    return new QueryObserver<Notes>(this.queryClient, { queryKey, queryFn, staleTime: 60_000 }).subscribe(
      () => undefined,
    );
  }

  get notes(): Notes | undefined {
    return this.queryClient.getQueryData(queryKey);
  }

  get query(): Query | undefined {
    return this.queryClient.getQueryCache().find({ queryKey });
  }

  get isWatching(): boolean {
    return this.queryClient.getQueryCache().hasListeners();
  }

  /** Lets what has changed be shown. */
  async shown(): Promise<void> {
    await Promise.resolve();
  }
}
