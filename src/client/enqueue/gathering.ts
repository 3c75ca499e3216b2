/**
 * Does work for many at once: what comes while it is being done for others is gathered, and done together next.
 * What it gives resolves when the work that included the item has ended, and rejects with it.
 */
export function gathering<Item = void>(work: (items: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let gathered: Item[] = [];
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    const items = gathered;
    gathered = [];
    running = work(items);
    return running;
  };
  return (item) => {
    gathered.push(item);
    next ??= running.then(start, start);
    return next;
  };
}
