import type { JournalContext } from '../context.ts';
import type { Delta } from '../journal.ts';
import { gather } from './gather.ts';

/** All that is dirty in these collections, by their blind ids, as it is to be sent. */
export async function deltaOf({ store }: JournalContext, collections: readonly string[]): Promise<readonly Delta[]> {
  return await gather((await Promise.all(collections.map((id) => store.dirtyIn(id)))).flat());
}
