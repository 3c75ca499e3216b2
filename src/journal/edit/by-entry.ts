interface Named {
  readonly collection: string;
  readonly key: string;
}

/** Runs work on the same entry one after the other, in the order of the calls; other entries don't wait. */
export type ByEntry = <Result>(entries: readonly Named[], work: () => Promise<Result>) => Promise<Result>;

/** A large value takes its time to be sealed: a later and smaller one for the same entry must not be stored before it. */
export function byEntry(): ByEntry {
  const tails = new Map<string, Promise<unknown>>();
  return (entries, work) => {
    const names = entries.map(({ collection, key }) => JSON.stringify([collection, key]));
    const before = names.flatMap((name) => tails.get(name) ?? []);
    const running = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    const tail = running
      .catch(() => undefined)
      .finally(() => {
        for (const name of names) if (tails.get(name) === tail) tails.delete(name);
      });
    for (const name of names) tails.set(name, tail);
    return running;
  };
}
