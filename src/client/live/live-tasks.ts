import type { Announcements, Ledger } from '../../outbox/index.ts';
import type { QueueTask, ToPage } from '../../protocol/index.ts';

/** The ledger as this page last saw it, kept up to date by what other tabs and the worker announce. */
export interface LiveTasks {
  /** Undefined until the ledger has been read once. Oldest task first. */
  readonly current: () => readonly QueueTask[] | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the ledger again: after opening, and after a time in which announcements may have been missed. */
  readonly refresh: () => Promise<void>;
}

interface View {
  readonly sequence: number;
  readonly tasks: readonly QueueTask[];
}

export function liveTasks(ledger: Ledger, announcements: Announcements): LiveTasks {
  const listeners = new Set<() => void>();
  let view: View | undefined;
  let newest = 0;
  let reading: Promise<void> | undefined;

  const show = (next: View) => {
    view = next;
    for (const listener of listeners) listener();
  };
  const read = async () => {
    const known = newest;
    const { sequence, rows } = await ledger.read();
    reading = undefined;
    if (view === undefined || sequence >= view.sequence) show({ sequence, tasks: rows.map(({ task }) => task) });
    if (newest > known && newest > sequence) await refresh(); // Announced while it was being read.
  };
  const refresh = () => {
    reading ??= read().catch((cause) => {
      reading = undefined;
      throw cause;
    });
    return reading;
  };
  announcements.listen((message) => {
    newest = Math.max(newest, message.sequence);
    if (view === undefined || message.sequence <= view.sequence) return;
    if (message.sequence === view.sequence + 1) show(after(view, message));
    else refresh().catch(() => undefined); // What cannot be read now is read at the next announcement.
  });
  return {
    current: () => view?.tasks,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
  };
}

function after(view: View, { sequence, changed, removed }: ToPage): View {
  const gone = new Set(removed);
  const fresh = new Map(changed.map((task) => [task.id, task]));
  const kept = view.tasks.filter(({ id }) => !gone.has(id)).map((task) => fresh.get(task.id) ?? task);
  const known = new Set(view.tasks.map(({ id }) => id));
  return { sequence, tasks: [...kept, ...changed.filter(({ id }) => !known.has(id) && !gone.has(id))] };
}
