import type { Entry } from '../../protocol/index.ts';
import { complete } from '../chunks/complete.ts';
import type { JournalContext } from '../context.ts';
import type { PullOptions } from '../journal.ts';
import { type Arrivals, receive } from '../merge/adopt.ts';

/** The same as `receive`, once the chunks of entries that are in chunks are here. @throws JournalError */
export async function receiveWhole(
  context: JournalContext,
  options: PullOptions,
  told: readonly Entry[],
): Promise<Arrivals> {
  const { entries, broken } = await complete(context, options, told);
  const arrivals = await receive(context, entries);
  return { ...arrivals, broken: [...broken, ...arrivals.broken] };
}
