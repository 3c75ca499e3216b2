import { type Announcements, guarded, type Ledger } from '../../outbox/index.ts';
import { LEDGER_IS_GONE } from '../../protocol/index.ts';
import { TaskBook } from './task-book.ts';

/** The ledger as this page last saw it, kept up to date by what other tabs and the worker announce. */
export interface LiveTasks {
  /** Undefined until the ledger has been read once. */
  readonly book: () => TaskBook | undefined;
  /** `changed` holds the ids that a change was about; nothing when all may have changed. */
  readonly subscribe: (listener: (changed: readonly string[] | undefined) => void) => () => void;
  /** Reads the ledger again: after opening, and after a time in which announcements may have been missed. */
  readonly refresh: () => Promise<void>;
  /** The same if anything was missed, which costs little to find out. */
  readonly catchUp: () => Promise<void>;
}

export function liveTasks(ledger: Ledger, announcements: Announcements): LiveTasks {
  const listeners = new Set<(changed: readonly string[] | undefined) => void>();
  let book: TaskBook | undefined;
  let newest = 0;
  let reading: Promise<void> | undefined;

  const tell = (changed: readonly string[] | undefined) => {
    for (const listener of listeners) guarded(() => listener(changed));
  };
  const read = async () => {
    const known = newest;
    const before = book?.sequence ?? 0;
    const { sequence, rows, controls } = await ledger.read();
    reading = undefined;
    // What was known before it was read cannot be missing in it, unless the ledger was destroyed in the meantime.
    const beganAnew = sequence < before;
    if (beganAnew) newest = sequence;
    if (book === undefined || beganAnew || sequence > book.sequence) {
      const tasks = rows.map(({ task }) => task);
      book = new TaskBook(sequence, tasks, controls);
      tell(undefined);
    }
    if (newest > known && newest > sequence) await refresh(); // Announced while it was being read.
  };
  const refresh = () => {
    reading ??= read().catch((cause) => {
      reading = undefined;
      throw cause;
    });
    return reading;
  };
  announcements.listen((change) => {
    newest = Math.max(newest, change.sequence);
    if (book === undefined || (change.sequence <= book.sequence && change.sequence !== LEDGER_IS_GONE.sequence)) return;
    if (change.sequence === book.sequence + 1) {
      book.apply(change);
      tell([...change.changed.map(({ id }) => id), ...change.removed]);
    } else refresh().catch(() => undefined); // What cannot be read now is read at the next announcement.
  });
  return {
    book: () => book,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    catchUp: async () => {
      const written = await ledger.sequence();
      const isBehind = () => book === undefined || book.sequence < written;
      if (isBehind()) await refresh();
      if (isBehind()) await refresh(); // The read that was under way had begun too early.
    },
  };
}
