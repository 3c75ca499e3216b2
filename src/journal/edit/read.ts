import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import type { BrokenReason, Value } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import { SealError } from '../seal/seal-error.ts';
import { type Version, versionOf } from '../store/rows.ts';
import { valueIn } from './content.ts';
import { opened } from './opened.ts';

/** One entry's value; nothing when it is not there or is deleted. @throws JournalError `entry-broken` */
export async function readEntry(context: JournalContext, collection: string, key: string): Promise<Value | undefined> {
  const { rows } = await context.store.read([await context.names.entry(collection, key)]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const read = await readRow(context, row);
  if (read.kind === 'read') return read.value;
  await keepBroken(context, [read]);
  throw new JournalError('entry-broken', { collection, key, reason: read.reason });
}

/** All values of a collection by their keys; what cannot be opened is noted, and left out. */
export async function readCollection(context: JournalContext, collection: string): Promise<ReadonlyMap<string, Value>> {
  const rows = await context.store.inCollection(await context.names.collection(collection));
  const outcomes = await Promise.all(rows.map((row) => readRow(context, row)));
  const broken = outcomes.flatMap((one) => (one.kind === 'broken' ? [one] : []));
  if (broken.length > 0) await keepBroken(context, broken);
  return new Map(
    outcomes.flatMap((one) =>
      one.kind === 'read' && one.value !== undefined ? [[one.plain.key, one.value] as const] : [],
    ),
  );
}

type Row = Version & { readonly id: string };

interface Broken {
  readonly kind: 'broken';
  readonly row: Row;
  readonly reason: BrokenReason;
}

type Read = { readonly kind: 'read'; readonly plain: Plain; readonly value: Value | undefined } | Broken;

/** Opens an entry and all that its value takes. @throws JournalError `entry-broken` for bytes that are no value */
export async function readRow(context: JournalContext, row: Row): Promise<Read> {
  let outcome = await opened(context.account, row);
  if (outcome.kind === 'broken' && outcome.reason === 'unknown-epoch') {
    await context.refresh(); // Another tab has sealed it under keys that this one has not heard of.
    outcome = await opened(context.account, row);
  }
  if (outcome.kind === 'broken') return { kind: 'broken', row, reason: outcome.reason };
  const { plain } = outcome;
  try {
    return { kind: 'read', plain, value: await valueIn(context, plain) };
  } catch (cause) {
    if (cause instanceof SealError) return { kind: 'broken', row, reason: cause.reason };
    throw cause;
  }
}

async function keepBroken({ store }: JournalContext, broken: readonly Broken[]): Promise<void> {
  await store.change(async (draft) => {
    for (const { row, reason } of broken) draft.putBroken({ id: row.id, ...versionOf(row), reason });
  });
}
