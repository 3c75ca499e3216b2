/** Runs work of the same group one after the other, in the order of the calls; no other group waits for it. */
export interface Turns {
  /** Starts at once where nothing is before it. A failure holds up nobody. */
  readonly run: <Result>(group: string, work: () => Promise<Result>) => Promise<Result>;
  /** Resolves when nothing is under way any more. */
  readonly quiet: () => Promise<void>;
}

export function turnsByGroup(): Turns {
  const tails = new Map<string, Promise<void>>();
  return {
    run: (group, work) => {
      const running = tails.get(group)?.then(work) ?? work();
      const tail = running.then(nothing, nothing).then(() => {
        if (tails.get(group) === tail) tails.delete(group);
      });
      tails.set(group, tail);
      return running;
    },
    quiet: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

function nothing(): void {}
