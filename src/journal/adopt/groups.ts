/** Records that are looked at together: a transaction for each would cost more than all the rest. */
export const GROUP = 32;

/** So many at a time; nothing more is asked for until the next group is. */
export async function* groupsOf<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  size = GROUP,
): AsyncGenerator<readonly Item[]> {
  let group: Item[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
