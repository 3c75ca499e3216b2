import { type Controls, NO_CONTROLS, type QueueTask } from '../../protocol/index.ts';
import type { Stamp } from '../task/stamp.ts';
import type { History, HistoryEvent, Purge, Wish } from './history.ts';

/** What can be known of one task from outside of the engine. */
export interface Known {
  readonly id: string;
  readonly stamp: Stamp | undefined;
  /** Its place in the order of storing; without one it was never stored. */
  readonly place: number | undefined;
  /** What was told of it last, also when it is not listed any more. */
  readonly told: QueueTask | undefined;
  readonly isListed: boolean;
  readonly hasEffect: boolean;
  readonly hasFailed: boolean;
  readonly wishes: ReadonlySet<Wish | 'purge'>;
  /** Somebody was told that it is not sent any more, unless it was on its way. */
  readonly isPurged: boolean;
  /** What the server refused it with since it was last tried again. */
  readonly refusedWith: number | undefined;
}

/** All that can be known at one moment of a history. */
export interface Book {
  readonly tasks: Map<string, Known>;
  readonly controls: Controls;
  /** What somebody is purging, and may go on purging for all that is known, with the tasks that were stored before. */
  readonly purging: ReadonlyMap<Purge, readonly string[]>;
}

export function emptyBook(): Book {
  return { tasks: new Map(), controls: NO_CONTROLS, purging: new Map() };
}

export function knownIn({ tasks }: Book, id: string): Known {
  return tasks.get(id) ?? unheardOf(id);
}

/** The book one event later. The map is the same one, for speed. */
export function next(book: Book, event: HistoryEvent): Book {
  switch (event.kind) {
    case 'stored':
      write(book, event.stamp.id, { stamp: event.stamp, place: event.place });
      return isBeingPurged(book, event.stamp) ? wished(book, event.stamp.id, 'purge') : book;
    case 'asked':
      return wished(book, event.id, event.wish);
    case 'purge-asked':
      return purging(book, event.purge);
    case 'purge-granted':
      for (const id of book.purging.get(event.purge) ?? []) write(book, id, { isPurged: true });
      return { ...book, purging: without(book.purging, event.purge) };
    case 'effect':
      return write(book, event.id, { hasEffect: true });
    case 'refused':
      return write(book, event.id, { refusedWith: event.status });
    case 'told':
      for (const task of event.change.changed) tell(book, task);
      for (const id of event.change.removed) write(book, id, { isListed: false });
      return event.change.controls === undefined ? book : { ...book, controls: event.change.controls };
    default:
      return book;
  }
}

export function bookOf(history: History): Book {
  return history.reduce(next, emptyBook());
}

function unheardOf(id: string): Known {
  return {
    id,
    stamp: undefined,
    place: undefined,
    told: undefined,
    isListed: false,
    hasEffect: false,
    hasFailed: false,
    wishes: new Set(),
    isPurged: false,
    refusedWith: undefined,
  };
}

function write(book: Book, id: string, change: Partial<Known>): Book {
  book.tasks.set(id, { ...knownIn(book, id), ...change });
  return book;
}

function wished(book: Book, id: string, wish: Wish | 'purge'): Book {
  return write(book, id, { wishes: new Set([...knownIn(book, id).wishes, wish]) });
}

function isBeingPurged(book: Book, { taskType }: Stamp): boolean {
  return [...book.purging.keys()].some((purge) => purge.taskType === taskType);
}

function purging(book: Book, purge: Purge): Book {
  const isMeant = ({ stamp }: Known) => stamp?.taskType === purge.taskType;
  const ids = [...book.tasks.values()].filter(isMeant).map(({ id }) => id);
  for (const id of ids) wished(book, id, 'purge');
  return { ...book, purging: new Map([...book.purging, [purge, ids]]) };
}

function without(purges: Book['purging'], ended: Purge): Book['purging'] {
  return new Map([...purges].filter(([purge]) => purge !== ended));
}

function tell(book: Book, task: QueueTask): void {
  const before = knownIn(book, task.id);
  const isTriedAgain = before.told?.status === 'failed' && task.status === 'pending';
  write(book, task.id, {
    told: task,
    isListed: true,
    hasFailed: before.hasFailed || task.status === 'failed',
    refusedWith: isTriedAgain ? undefined : before.refusedWith,
  });
}
