import type { JournalContext } from '../context.ts';
import { freshDirtyRows } from '../epochs/freshen.ts';
import { ownHead } from '../heads/own-head.ts';
import type { Delta } from '../journal.ts';
import { gather } from './gather.ts';

/** All that is dirty in these collections, by their blind ids, as it is to be sent; nothing before all was read again. */
export async function deltaOf(context: JournalContext, collections: readonly string[]): Promise<readonly Delta[]> {
  if ((await context.store.state()).history.isRereading) return [];
  const rows = await freshDirtyRows(context, collections);
  return await gather(context.store, rows, {
    epoch: context.account.sealing.epoch,
    headFor: (newest) => ownHead(context, newest),
  });
}
