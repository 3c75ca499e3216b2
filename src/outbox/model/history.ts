import type { TasksChanged } from '../../protocol/index.ts';
import type { Stamp } from '../task/stamp.ts';

/** What a person may ask of one task. */
export type Wish = 'cancel' | 'discard' | 'retry';

/** Of everything of one type. Each is an object of its own: several may be under way. */
export interface Purge {
  readonly taskType: string;
}

/** Everything that anybody outside of the engine could have seen, in its order. The judge knows nothing else. */
export type HistoryEvent =
  | { readonly kind: 'stored'; readonly stamp: Stamp; readonly place: number }
  /** The page that stored it was told that it is listed. */
  | { readonly kind: 'listed'; readonly id: string }
  /** Whether it will come true is not known yet: whoever asked may die. */
  | { readonly kind: 'asked'; readonly wish: Wish; readonly id: string }
  | { readonly kind: 'purge-asked' | 'purge-granted'; readonly purge: Purge }
  /** The action told whoever asked that it is so. */
  | { readonly kind: 'granted'; readonly wish: Wish; readonly id: string }
  /** A transaction of the ledger was committed. */
  | { readonly kind: 'told'; readonly change: TasksChanged }
  /** A request that carries these tasks left its process. */
  | { readonly kind: 'sent'; readonly ids: readonly string[] }
  /** The server has done it: once a key. */
  | { readonly kind: 'effect'; readonly id: string; readonly body: string }
  /** The server answered that it never will. */
  | { readonly kind: 'refused'; readonly id: string; readonly status: number }
  | { readonly kind: 'crashed'; readonly place: string }
  | { readonly kind: 'mistake'; readonly text: string };

export type History = readonly HistoryEvent[];
