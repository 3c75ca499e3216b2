import { insert } from '../ledger/edits/insert.ts';
import type { Draft } from '../ledger/ledger.ts';
import { takeIn } from '../replay/take-in.ts';
import type { Stamp } from '../task/stamp.ts';
import type { Stores } from './stores.ts';

/** Milliseconds. Later than this a task may have been delivered, settled and forgotten: then only the queue knows. */
const SOON = 5_000;

/** Lists tasks that were just stored, in the order in which they were, and does what they ask: replace, annihilate. */
export async function list(stores: Stores, stored: readonly Listed[]): Promise<void> {
  const isLate = stored.some(({ stamp }) => stores.now() - stamp.createdAt > SOON);
  const areListed = !isLate && (await stores.ledger.change((draft) => listAll(draft, stored, stores.now())));
  if (!areListed) await takeIn(stores);
}

export interface Listed {
  readonly stamp: Stamp;
  readonly place: number;
}

/** Stops at a task that bears on others that may be stored and not listed: those have to be listed before. */
async function listAll(draft: Draft, stored: readonly Listed[], now: number): Promise<boolean> {
  for (const { stamp, place } of stored) {
    if (stamp.annihilates !== null) return false;
    for (const id of stamp.dependsOn) if ((await draft.get(id)) === undefined) return false;
    await insert(draft, stamp, place, now);
  }
  return true;
}
