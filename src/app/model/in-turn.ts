/** Runs work one after the other, in the order of the calls; a failure holds up nobody. */
export interface InTurn {
  readonly run: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Resolves when nothing is under way any more. */
  readonly quiet: () => Promise<void>;
}

export function inTurn(): InTurn {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const running = tail.then(work);
      tail = running.catch(() => undefined);
      return running;
    },
    quiet: async () => {
      for (let last: unknown; last !== tail; ) {
        last = tail;
        await tail;
      }
    },
  };
}
