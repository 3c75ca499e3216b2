/** Runs work of the same collection one after the other, in the order of the calls; no other collection waits for it. */
export interface Turns {
  /** Starts at once where nothing is before it. A failure holds up nobody. */
  readonly run: <Result>(collection: string, work: () => Promise<Result>) => Promise<Result>;
  /** Resolves when nothing is under way any more. */
  readonly quiet: () => Promise<void>;
}

export function turnsByCollection(): Turns {
  const tails = new Map<string, Promise<void>>();
  return {
    run: (collection, work) => {
      const running = tails.get(collection)?.then(work) ?? work();
      const tail = ended(running).then(() => {
        if (tails.get(collection) === tail) tails.delete(collection);
      });
      tails.set(collection, tail);
      return running;
    },
    quiet: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

function ended(work: Promise<unknown>): Promise<void> {
  return work.then(nothing, nothing);
}

function nothing(): void {}
