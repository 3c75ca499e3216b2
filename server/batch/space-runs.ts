import type { SpaceId } from '../../src/protocol/index.ts';
import type { PreparedItem } from './prepare-item.ts';

/**
 * Cuts only where the space changes, since a transaction enters one at most: every item stays in its place, so that no lane needs
 * a second look. What enters no space goes along with what came before.
 */
export function spaceRuns(items: readonly PreparedItem[]): (readonly PreparedItem[])[] {
  const runs: (readonly PreparedItem[])[] = [];
  let start = 0;
  let space: SpaceId | undefined;
  for (const [index, item] of items.entries()) {
    if (item.kind === 'refused' || item.effect.space === undefined) continue;
    if (space !== undefined && space !== item.effect.space) {
      runs.push(items.slice(start, index));
      start = index;
    }
    space = item.effect.space;
  }
  return [...runs, items.slice(start)];
}
