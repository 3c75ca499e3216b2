import type { AccountId } from '../../src/protocol/index.ts';
import type { PreparedItem } from './prepare-item.ts';

/** Cuts only where the account changes: every item stays in its place, so that no lane needs a second look. */
export function sharedRuns(items: readonly PreparedItem[]): (readonly PreparedItem[])[] {
  const runs: (readonly PreparedItem[])[] = [];
  let start = 0;
  let account: AccountId | undefined;
  for (const [index, item] of items.entries()) {
    if (item.kind === 'refused') continue;
    if (account !== undefined && account !== item.effect.account) {
      runs.push(items.slice(start, index));
      start = index;
    }
    account = item.effect.account;
  }
  return [...runs, items.slice(start)];
}
