import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import type { Value } from '../journal.ts';
import type { EntryRow } from '../store/rows.ts';
import { decodeValue } from '../value/value-codec.ts';
import { opened } from './opened.ts';

/** One entry's value; nothing when it is not there or is deleted. @throws JournalError `entry-broken` */
export async function readEntry(context: JournalContext, collection: string, key: string): Promise<Value | undefined> {
  const { rows } = await context.store.read([await context.names.entry(collection, key)]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const outcome = await opened(context.account, row);
  if (outcome.kind === 'broken') {
    await keepBroken(context, [{ row, reason: outcome.reason }]);
    throw new JournalError('entry-broken', { collection, key, reason: outcome.reason });
  }
  return outcome.plain.isTombstone ? undefined : decodeValue(outcome.plain.content);
}

/** All values of a collection by their keys; what cannot be opened is noted, and left out. */
export async function readCollection(context: JournalContext, collection: string): Promise<ReadonlyMap<string, Value>> {
  const rows = await context.store.inCollection(await context.names.collection(collection));
  const outcomes = await Promise.all(rows.map(async (row) => ({ row, ...(await opened(context.account, row)) })));
  const broken = outcomes.flatMap((one) => (one.kind === 'broken' ? [one] : []));
  if (broken.length > 0) await keepBroken(context, broken);
  const plain = outcomes.flatMap((one) => (one.kind === 'opened' && !one.plain.isTombstone ? [one.plain] : []));
  return new Map(plain.map(({ key, content }) => [key, decodeValue(content)]));
}

interface Broken {
  readonly row: EntryRow;
  readonly reason: 'unknown-epoch' | 'not-authentic' | 'malformed';
}

async function keepBroken({ store }: JournalContext, broken: readonly Broken[]): Promise<void> {
  await store.change(async (draft) => {
    for (const { row, reason } of broken) {
      const { id, clock, isTombstone, value } = row;
      draft.putBroken({ id, clock, isTombstone, value, reason });
    }
  });
}
