import type { JournalContext } from '../context.ts';
import { freshDirtyRows } from '../epochs/freshen.ts';
import type { Delta } from '../journal.ts';
import { gather } from './gather.ts';

/** All that is dirty in these collections, by their blind ids, as it is to be sent. */
export async function deltaOf(context: JournalContext, collections: readonly string[]): Promise<readonly Delta[]> {
  const rows = await freshDirtyRows(context, collections);
  return await gather(rows, context.account.sealing.epoch);
}
