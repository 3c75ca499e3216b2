import type { Client } from 'backhaul';

/** The ids of tasks that this page has made; some of them are not listed by the outbox yet. */
export interface Storing {
  /** The same set until something changed. */
  readonly current: () => ReadonlySet<string>;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Gives a client like this one, and what goes through its `enqueue`: many at once are stored, and then listed, in their turns. */
export function followStoring<Enqueuer extends Pick<Client, 'enqueue'>>(
  client: Enqueuer,
): { readonly client: Enqueuer; readonly storing: Storing } {
  const listeners = new Set<() => void>();
  let ids: ReadonlySet<string> = new Set();
  const show = (next: Iterable<string>) => {
    ids = new Set(next);
    for (const listener of listeners) listener();
  };
  const enqueue: Client['enqueue'] = (task, context, options) => {
    const receipt = client.enqueue(task, context, options);
    show([...ids, receipt.id]);
    const end = () => show([...ids].filter((id) => id !== receipt.id));
    receipt.settled.then(end, end);
    return receipt;
  };
  return {
    client: Object.create(client, { enqueue: { value: enqueue } }),
    storing: {
      current: () => ids,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}
