/** Runs work of the same lane one after the other, in the order of the calls; other lanes don't wait. */
export type InOrder = <Result>(lane: string | null, work: () => Promise<Result>) => Promise<Result>;

export function inOrder(): InOrder {
  const tails = new Map<string, Promise<unknown>>();
  return (lane, work) => {
    if (lane === null) return work();
    const before = tails.get(lane);
    const running = before === undefined ? work() : before.then(work);
    const tail = running
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(lane) === tail) tails.delete(lane);
      });
    tails.set(lane, tail);
    return running;
  };
}
