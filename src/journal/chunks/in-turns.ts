import { taskSlices } from '../slices/slices.ts';

/** As many as are worth to be under way together, and few enough to be begun without anybody noticing. */
const TOGETHER = 8;

/** The same as `Promise.all` of what `work` makes of them, a few at a time, with room for others in between. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const slices = taskSlices();
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += TOGETHER) {
    if (slices.isOver()) await slices.next();
    results.push(...(await Promise.all(items.slice(start, start + TOGETHER).map(work))));
  }
  return results;
}
