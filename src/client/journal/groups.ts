import type { DeltaTask } from './journal-sync.ts';

/** Collections that travel together: in one lane, and in one transaction at the server. */
export interface Group {
  /** Names it among all groups. */
  readonly key: string;
  /** Of its tasks. */
  readonly type: string;
  /** What its `DeltaTask` calls it. */
  readonly name: string;
}

export type GroupOf = (collection: string) => Group | undefined;

/** The first task that carries a collection does so. */
export function groupsOf(tasks: readonly DeltaTask[]): GroupOf {
  return (collection) => {
    for (const { type, group } of tasks) {
      const name = group(collection);
      if (name !== undefined) return { key: `${type}:${name}`, type, name };
    }
    return undefined;
  };
}

/** Items of the same group together, in the order in which groups first come up. What no task carries is left out. */
export function byGroup<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => Group | undefined,
): readonly (readonly [Group, readonly Item[]])[] {
  const groups = new Map<string, readonly [Group, Item[]]>();
  for (const item of items) {
    const group = groupOf(item);
    if (group === undefined) continue;
    const gathered = groups.get(group.key) ?? [group, []];
    gathered[1].push(item);
    groups.set(group.key, gathered);
  }
  return [...groups.values()];
}
