import type { JournalContext } from '../context.ts';
import { acknowledgedIn } from '../merge/adopt.ts';
import type { EntryRow } from '../store/rows.ts';

/** Rows that are in memory at once, with their values. */
const AT_ONCE = 200;

/** Goes through all rows, so many at a time. */
export async function eachRow({ store }: Pick<JournalContext, 'store'>, look: (row: EntryRow) => void): Promise<void> {
  const ids = await store.ids();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const { rows } = await store.read(ids.slice(at, at + AT_ONCE));
    for (const row of rows) if (row !== undefined) look(row);
  }
}

/** What the server is known to have, by entry; `undefined` for what it is not known to have. Without the values. */
export type Snapshot = ReadonlyMap<string, Acknowledged | undefined>;

type Acknowledged = Omit<NonNullable<ReturnType<typeof acknowledgedIn>>, 'value'>;

export async function snapshot(context: Pick<JournalContext, 'store'>): Promise<Snapshot> {
  const known = new Map<string, Acknowledged | undefined>();
  await eachRow(context, (row) => {
    const version = acknowledgedIn(row);
    known.set(row.id, version && { id: row.id, clock: version.clock, isTombstone: version.isTombstone });
  });
  return known;
}
